"""gunicorn's own defaults: each worker loads the portal for itself, as the peers' did when they were measured."""

control_socket_disable = True
