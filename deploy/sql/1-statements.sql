-- Orleans' ADO.NET providers hold no SQL of their own: when a silo or client starts they read it, by key, from this table.
-- Every script here can be run again at any time; llmwl-silo --init-database runs all of them in one transaction, in the order of their names.

CREATE TABLE IF NOT EXISTS OrleansQuery (
    QueryKey  text PRIMARY KEY,
    QueryText text NOT NULL
);

-- The keys are the same in every Orleans application, so two of them cannot share a schema. Replacing the other's statements would break it.
DO $check$
BEGIN
    IF EXISTS (SELECT FROM OrleansQuery WHERE QueryText NOT LIKE '%llmwl\_%') THEN
        RAISE EXCEPTION 'OrleansQuery holds the statements of another application; use a database or schema of its own';
    END IF;
END
$check$;
