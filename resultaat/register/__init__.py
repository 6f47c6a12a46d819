"""Floor 8: the register of runs. SQLAlchemy and Alembic live here and nowhere else.

Nothing is imported here: `resultaat.register.store` brings the heavy libraries, on use.
"""
