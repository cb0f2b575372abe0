"""How gunicorn serves the portal; it finds this file by itself, and its command line may say otherwise."""

preload_app = True  # loaded once: the workers share its memory. A new version needs a restart, a HUP is not enough
threads = 4
max_requests, max_requests_jitter = 10_000, 1_000  # what a library may lose, its worker takes along
graceful_timeout = 10
control_socket_disable = True  # nothing is written outside the folders of the portal
