-- The values of seasonality, daily, monthly-shares, cache-hit-ratio and service, by DuckDB.
-- The CSV is streamed once into a table; every statement between "-- name:" lines gives one result.

CREATE TABLE log AS
SELECT chute_id, function_name, nullif(user_id, '') AS user_id, started_at, input_tokens, output_tokens, ttft, cached_tokens,
       (epoch_us(completed_at) - epoch_us(started_at)) / 1e6 AS duration
FROM read_csv($file, header = true, columns = {
  'invocation_id': 'VARCHAR', 'chute_id': 'VARCHAR', 'function_name': 'VARCHAR', 'user_id': 'VARCHAR', 'started_at': 'TIMESTAMP',
  'completed_at': 'TIMESTAMP', 'input_tokens': 'BIGINT', 'output_tokens': 'BIGINT', 'ttft': 'DOUBLE', 'cached_tokens': 'BIGINT',
  'instance_id': 'VARCHAR', 'session_id': 'VARCHAR', 'status': 'VARCHAR', 'queue_time': 'DOUBLE', 'cost': 'DOUBLE', 'label': 'VARCHAR'});

-- name: seasonality
SELECT isodow(started_at) - 1 AS weekday, hour(started_at) AS hour, count(*) AS n FROM log GROUP BY ALL ORDER BY 1, 2;
-- name: daily
SELECT strftime(started_at, '%Y-%m-%d') AS date, count(*) AS requests, count(DISTINCT user_id) AS users, count(DISTINCT chute_id) AS models,
       count(*) FILTER (function_name = 'chat') AS chat, count(*) FILTER (function_name = 'chat_stream') AS chat_stream,
       count(*) FILTER (function_name = 'completion') AS completion, count(*) FILTER (function_name = 'completion_stream') AS completion_stream
FROM log GROUP BY ALL ORDER BY 1;
-- name: monthly
SELECT strftime(started_at, '%Y-%m') AS month, chute_id, count(*) AS requests,
       sum(coalesce(input_tokens, 0) + coalesce(output_tokens, 0))::BIGINT AS tokens FROM log GROUP BY ALL ORDER BY 1, 3 DESC;

CREATE TABLE hit AS
SELECT chute_id, user_id, input_tokens, least(cached_tokens / input_tokens, 1) AS h FROM log WHERE input_tokens > 0 AND cached_tokens IS NOT NULL;

-- name: hits
SELECT key, count(*) AS n, avg(h) AS mean, stddev_pop(h) AS std, quantile_cont(h, [.01, .05, .1, .25, .5, .75, .9, .95, .99, .999]) AS q
FROM (SELECT 'all' AS key, h FROM hit UNION ALL SELECT 'input_below_1000', h FROM hit WHERE input_tokens < 1000
      UNION ALL SELECT 'input_from_8000', h FROM hit WHERE input_tokens >= 8000) GROUP BY ALL;
-- name: hits_of_models
SELECT chute_id, count(*) AS n, avg(h) AS hit_ratio_mean FROM hit GROUP BY ALL HAVING n > 100;
-- name: hits_of_users
SELECT count(*) AS n, avg(h) AS mean, quantile_cont(h, [.01, .05, .1, .25, .5, .75, .9, .95, .99, .999]) AS q
FROM (SELECT user_id, avg(h) AS h FROM hit WHERE user_id IS NOT NULL GROUP BY ALL HAVING count(*) > 10);

CREATE TABLE metric AS
SELECT chute_id, ttft,
       CASE WHEN output_tokens > 1 AND ttft > 0 AND duration > ttft THEN (duration - ttft) / (output_tokens - 1) END AS tpot,
       duration AS e2e,
       CASE WHEN input_tokens > 0 AND ttft > 0 THEN input_tokens / ttft END AS prefill_rate,
       CASE WHEN input_tokens > 0 AND ttft > 0 AND cached_tokens IS NOT NULL THEN greatest(input_tokens - cached_tokens, 0) / ttft END AS uncached_prefill_rate,
       CASE WHEN output_tokens >= 0 AND duration > 0 THEN output_tokens / duration END AS overall_rate
FROM log;

CREATE MACRO statistics(x) AS
  {n: count(x), mean: avg(x), std: stddev_pop(x), q: quantile_cont(x, [.01, .05, .1, .25, .5, .75, .9, .95, .99, .999])};

-- name: service_of_models
SELECT coalesce(chute_id, 'all') AS chute_id,
       statistics(ttft) AS ttft,
       statistics(tpot) AS tpot,
       statistics(e2e) AS e2e,
       statistics(prefill_rate) AS prefill_rate,
       statistics(uncached_prefill_rate) AS uncached_prefill_rate,
       statistics(overall_rate) AS overall_rate
FROM metric GROUP BY GROUPING SETS ((), (chute_id));
