"""How `weights/judge.onnx`, `judge.npz` and `align.npz` are made from the annotated cases.

    python -m training.judge.train --cases ../shared/cases --run RUN     # network, out-of-fold scores and all
    python -m training.judge.export --run RUN                           # judge.onnx and judge.npz
    python -m training.judge.trees --cases ../shared/cases --run RUN     # align.npz; prints the cross-validation

No case named in `cases.HELD_OUT` is ever read here.
"""
