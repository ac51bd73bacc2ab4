"""The shared widgets, one module per kind; `views.kit` names them all."""
