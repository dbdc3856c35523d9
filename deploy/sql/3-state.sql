-- The records of grains: one row each, under a key that is unique, so that of two first writes one is refused.

-- What says which record is meant can be as long as a user's id, and an index entry cannot: the key is its SHA-256. Lengths keep the parts apart.
CREATE OR REPLACE FUNCTION llmwl_record_key(service text, state_name text, n0 bigint, n1 bigint, grain_key text)
RETURNS bytea
LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $body$
    SELECT sha256(convert_to(
        length(service) || ':' || service || length(state_name) || ':' || state_name || n0 || ':' || n1 || ':' || coalesce(grain_key, ''), 'UTF8'))
$body$;

CREATE TABLE IF NOT EXISTS llmwl_state (
    record_key bytea PRIMARY KEY,
    service    text NOT NULL,
    state_name text NOT NULL,
    grain_key  text,
    version    integer NOT NULL,
    modified   timestamptz NOT NULL DEFAULT now(),
    payload    bytea
);

-- Versions are never used twice, so that one from before a record was deleted never fits the record that came after.
CREATE SEQUENCE IF NOT EXISTS llmwl_state_version AS integer CYCLE;

-- Payloads are packed: trying to compress them costs time and gains nothing. Looked up first, since setting it stops all readers for a moment.
DO $storage$
BEGIN
    IF EXISTS (
        SELECT FROM pg_attribute
        WHERE attrelid = 'llmwl_state'::regclass AND attname = 'payload' AND attstorage <> 'e')
    THEN
        ALTER TABLE llmwl_state ALTER COLUMN payload SET STORAGE EXTERNAL;
    END IF;
END
$storage$;

INSERT INTO OrleansQuery (QueryKey, QueryText) VALUES

('ReadFromStorageKey', $statement$
    SELECT payload AS PayloadBinary, version AS Version
    FROM llmwl_state
    WHERE record_key = llmwl_record_key(@ServiceId, @GrainTypeString, @GrainIdN0, @GrainIdN1, @GrainIdExtensionString)
$statement$),

-- Without a version it is a first write, which adds a row or does nothing; with one it changes the row that has that version, or does nothing.
-- Nothing done is no row in the answer, which the provider takes for a conflict.
('WriteToStorageKey', $statement$
    WITH changed AS (
        UPDATE llmwl_state
        SET payload = @PayloadBinary, version = nextval('llmwl_state_version')::integer, modified = now()
        WHERE record_key = llmwl_record_key(@ServiceId, @GrainTypeString, @GrainIdN0, @GrainIdN1, @GrainIdExtensionString)
            AND version = @GrainStateVersion
        RETURNING version
    ), added AS (
        INSERT INTO llmwl_state (record_key, service, state_name, grain_key, version, payload)
        SELECT llmwl_record_key(@ServiceId, @GrainTypeString, @GrainIdN0, @GrainIdN1, @GrainIdExtensionString),
            @ServiceId, @GrainTypeString, @GrainIdExtensionString, nextval('llmwl_state_version')::integer, @PayloadBinary
        WHERE @GrainStateVersion IS NULL
        ON CONFLICT (record_key) DO NOTHING
        RETURNING version
    )
    SELECT version AS NewGrainStateVersion FROM changed
    UNION ALL
    SELECT version FROM added
$statement$),

-- Leaves the row, without a payload, for providers that are not told to delete.
('ClearStorageKey', $statement$
    UPDATE llmwl_state
    SET payload = NULL, version = nextval('llmwl_state_version')::integer, modified = now()
    WHERE record_key = llmwl_record_key(@ServiceId, @GrainTypeString, @GrainIdN0, @GrainIdN1, @GrainIdExtensionString)
        AND version = @GrainStateVersion
    RETURNING version
$statement$),

-- Answers with a version that no record has, since an answer equal to the version given is a conflict.
('DeleteStorageKey', $statement$
    DELETE FROM llmwl_state
    WHERE record_key = llmwl_record_key(@ServiceId, @GrainTypeString, @GrainIdN0, @GrainIdN1, @GrainIdExtensionString)
        AND version = @GrainStateVersion
    RETURNING 0
$statement$)

ON CONFLICT (QueryKey) DO UPDATE SET QueryText = EXCLUDED.QueryText
WHERE OrleansQuery.QueryText <> EXCLUDED.QueryText;
