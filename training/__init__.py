"""How the weights in `src/rashomon/weights` are made; needs the `training` dependency group, never used at run time."""
