"""Forms of this room: the ballot, and the desk's decisions and statements."""
