-- Which silos a cluster has. A cluster's row counts the changes to its silos; a change names the count that it has seen, and is made only
-- where that is still the count. The lock on this one row is what lets one change through at a time.

CREATE TABLE IF NOT EXISTS llmwl_cluster (
    cluster text PRIMARY KEY,
    version integer NOT NULL DEFAULT 0
);

CREATE TABLE IF NOT EXISTS llmwl_silo (
    cluster       text NOT NULL REFERENCES llmwl_cluster,
    address       text NOT NULL,
    port          integer NOT NULL,
    generation    integer NOT NULL,
    silo_name     text NOT NULL,
    host_name     text NOT NULL,
    status        integer NOT NULL,
    gateway_port  integer,
    suspect_times text,
    started       timestamptz NOT NULL,
    alive         timestamptz NOT NULL,
    PRIMARY KEY (cluster, address, port, generation)
);

INSERT INTO OrleansQuery (QueryKey, QueryText) VALUES

-- A silo is there before its cluster: whoever comes first makes the cluster's row, and the others find it.
('InsertMembershipVersionKey', $statement$
    WITH added AS (
        INSERT INTO llmwl_cluster (cluster) VALUES (@DeploymentId)
        ON CONFLICT (cluster) DO NOTHING
        RETURNING cluster
    )
    SELECT EXISTS (SELECT FROM added)
$statement$),

('InsertMembershipKey', $statement$
    WITH counted AS (
        UPDATE llmwl_cluster SET version = version + 1
        WHERE cluster = @DeploymentId AND version = @Version
            AND NOT EXISTS (
                SELECT FROM llmwl_silo
                WHERE cluster = @DeploymentId AND address = @Address AND port = @Port AND generation = @Generation)
        RETURNING cluster
    ), added AS (
        INSERT INTO llmwl_silo (cluster, address, port, generation, silo_name, host_name, status, gateway_port, started, alive)
        SELECT cluster, @Address, @Port, @Generation, @SiloName, @HostName, @Status, @ProxyPort, @StartTime, @IAmAliveTime
        FROM counted
        RETURNING cluster
    )
    SELECT EXISTS (SELECT FROM added)
$statement$),

('UpdateMembershipKey', $statement$
    WITH counted AS (
        UPDATE llmwl_cluster SET version = version + 1
        WHERE cluster = @DeploymentId AND version = @Version
            AND EXISTS (
                SELECT FROM llmwl_silo
                WHERE cluster = @DeploymentId AND address = @Address AND port = @Port AND generation = @Generation)
        RETURNING cluster
    ), changed AS (
        UPDATE llmwl_silo SET status = @Status, suspect_times = @SuspectTimes, alive = @IAmAliveTime
        FROM counted
        WHERE llmwl_silo.cluster = counted.cluster AND address = @Address AND port = @Port AND generation = @Generation
        RETURNING llmwl_silo.cluster
    )
    SELECT EXISTS (SELECT FROM changed)
$statement$),

-- That a silo is alive is no change to the cluster, and is not counted.
('UpdateIAmAlivetimeKey', $statement$
    UPDATE llmwl_silo SET alive = @IAmAliveTime
    WHERE cluster = @DeploymentId AND address = @Address AND port = @Port AND generation = @Generation
$statement$),

-- The cluster's count comes along even where there is no such silo, in a row of nulls.
('MembershipReadRowKey', $statement$
    SELECT llmwl_cluster.version AS Version, address AS Address, port AS Port, generation AS Generation, silo_name AS SiloName, host_name AS HostName,
        status AS Status, gateway_port AS ProxyPort, suspect_times AS SuspectTimes, started AS StartTime, alive AS IAmAliveTime
    FROM llmwl_cluster
    LEFT JOIN llmwl_silo
        ON llmwl_silo.cluster = llmwl_cluster.cluster AND address = @Address AND port = @Port AND generation = @Generation
    WHERE llmwl_cluster.cluster = @DeploymentId
$statement$),

('MembershipReadAllKey', $statement$
    SELECT llmwl_cluster.version AS Version, address AS Address, port AS Port, generation AS Generation, silo_name AS SiloName, host_name AS HostName,
        status AS Status, gateway_port AS ProxyPort, suspect_times AS SuspectTimes, started AS StartTime, alive AS IAmAliveTime
    FROM llmwl_cluster
    LEFT JOIN llmwl_silo ON llmwl_silo.cluster = llmwl_cluster.cluster
    WHERE llmwl_cluster.cluster = @DeploymentId
$statement$),

('GatewaysQueryKey', $statement$
    SELECT address AS Address, gateway_port AS ProxyPort, generation AS Generation
    FROM llmwl_silo
    WHERE cluster = @DeploymentId AND status = @Status AND gateway_port > 0
$statement$),

-- 3 is a silo that is active, 6 one that is dead.
('CleanupDefunctSiloEntriesKey', $statement$
    DELETE FROM llmwl_silo
    WHERE cluster = @DeploymentId AND alive < @IAmAliveTime AND status <> 3
$statement$),

('CleanupDefunctSiloEntryKey', $statement$
    DELETE FROM llmwl_silo
    WHERE cluster = @DeploymentId AND address = @Address AND port = @Port AND generation = @Generation AND status = 6
        AND started = @StartTime AND alive = @IAmAliveTime AND suspect_times IS NOT DISTINCT FROM @SuspectTimes
$statement$),

('DeleteMembershipTableEntriesKey', $statement$
    WITH silos AS (
        DELETE FROM llmwl_silo WHERE cluster = @DeploymentId
    )
    DELETE FROM llmwl_cluster WHERE cluster = @DeploymentId
$statement$)

ON CONFLICT (QueryKey) DO UPDATE SET QueryText = EXCLUDED.QueryText
WHERE OrleansQuery.QueryText <> EXCLUDED.QueryText;
