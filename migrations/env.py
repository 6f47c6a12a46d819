"""What Alembic runs for each command: take the open connection and walk the revisions.

`resultaat.register.migrate` opens the connection, holds the lock and commits. A new revision:

    from alembic import command
    from resultaat.register import connect, migrate
    engine = connect.connect(connect.address(path_of_an_up_to_date_register, None))
    with engine.begin() as connection:
        config = migrate.configuration(connection)
        command.revision(config, "explanation", autogenerate=True, rev_id="0002")
"""

from alembic import context

from resultaat.register.tables import VERSION_TABLE, Base

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    version_table=VERSION_TABLE,
    # SQLite can hardly change a table in place: write revisions that copy it.
    render_as_batch=True,
)

with context.begin_transaction():
    context.run_migrations()
