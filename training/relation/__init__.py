"""How `weights/relation.npz` is made: python -m training.relation.train --cases ../shared/cases --run RUN."""
