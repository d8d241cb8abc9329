"""What a corpus costs and how good its stories are: python -m benchmarks.scale."""
