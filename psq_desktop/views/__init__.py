"""The window: Qt only here. Screens read rows from the services and never see the models."""
