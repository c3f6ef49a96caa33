# Run once by the image of PostgreSQL, when its volume is empty: the service gets a role that owns its own database and nothing
# else, and the superuser no password, so that it can be reached from inside its container alone.
psql --variable=ON_ERROR_STOP=1 --variable=password="$POSTGRES_PASSWORD" --username=postgres --dbname=grapevine <<'SQL'
CREATE ROLE grapevine LOGIN PASSWORD :'password';
ALTER DATABASE grapevine OWNER TO grapevine;
ALTER ROLE postgres PASSWORD NULL;
SQL
