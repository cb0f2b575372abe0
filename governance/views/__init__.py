"""Pages of this room: the register, decisions, statements, bodies, the ballot, the desk."""
