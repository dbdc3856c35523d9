-- The values of overview, users, tokens, arrivals (both modes), diversity, model statistics and per-user arrivals, by DuckDB.
-- The CSV is streamed once into a table; every statement between "-- name:" lines gives one result.

CREATE TABLE log AS
SELECT row_number() OVER () AS seq, chute_id, nullif(function_name, '') AS function_name, nullif(user_id, '') AS user_id,
       epoch_us(started_at) AS started, input_tokens, output_tokens, ttft,
       (epoch_us(completed_at) - epoch_us(started_at)) / 1e6 AS duration
FROM read_csv($file, header = true, columns = {
  'invocation_id': 'VARCHAR', 'chute_id': 'VARCHAR', 'function_name': 'VARCHAR', 'user_id': 'VARCHAR', 'started_at': 'TIMESTAMP',
  'completed_at': 'TIMESTAMP', 'input_tokens': 'BIGINT', 'output_tokens': 'BIGINT', 'ttft': 'DOUBLE'});

-- name: columns
SELECT count(*) AS rows, count(DISTINCT chute_id) AS models, count(DISTINCT function_name) AS functions, count(DISTINCT user_id) AS users,
       count(*) - count(user_id) AS without_user, min(started) AS first, max(started) AS last FROM log;
-- name: functions
SELECT function_name, count(*) AS n FROM log WHERE function_name IS NOT NULL GROUP BY ALL ORDER BY n DESC, 1 LIMIT 10;
-- name: models
SELECT chute_id, count(*) AS n FROM log GROUP BY ALL ORDER BY n DESC, 1 LIMIT 10;
-- name: top_users
SELECT user_id, count(*) AS n FROM log WHERE user_id IS NOT NULL GROUP BY ALL ORDER BY n DESC, 1 LIMIT 10;
-- name: input_tokens
SELECT stats FROM (SELECT {n: count(x), mean: avg(x), std: stddev_pop(x), q: quantile_cont(x, [0, .01, .05, .1, .25, .5, .75, .9, .95, .99, .999, 1])} AS stats FROM (SELECT input_tokens AS x FROM log));
-- name: output_tokens
SELECT stats FROM (SELECT {n: count(x), mean: avg(x), std: stddev_pop(x), q: quantile_cont(x, [0, .01, .05, .1, .25, .5, .75, .9, .95, .99, .999, 1])} AS stats FROM (SELECT output_tokens AS x FROM log));
-- name: ttft
SELECT stats FROM (SELECT {n: count(x), mean: avg(x), std: stddev_pop(x), q: quantile_cont(x, [0, .01, .05, .1, .25, .5, .75, .9, .95, .99, .999, 1])} AS stats FROM (SELECT ttft AS x FROM log));
-- name: duration
SELECT stats FROM (SELECT {n: count(x), mean: avg(x), std: stddev_pop(x), q: quantile_cont(x, [0, .01, .05, .1, .25, .5, .75, .9, .95, .99, .999, 1])} AS stats FROM (SELECT duration AS x FROM log));
-- name: by_hour
SELECT started // 3600000000 % 24 AS hour, count(*) AS n FROM log GROUP BY ALL ORDER BY 1;
-- name: by_date
SELECT started // 86400000000 AS day, count(*) AS n FROM log GROUP BY ALL ORDER BY 1;
-- name: users
WITH per_user AS (SELECT user_id, count(*) AS requests, count(DISTINCT chute_id) AS models FROM log WHERE user_id IS NOT NULL GROUP BY ALL)
SELECT count(*) AS n, avg(requests) AS mean, stddev_pop(requests) AS std, quantile_cont(requests, [0, .01, .05, .1, .25, .5, .75, .9, .95, .99, .999, 1]) AS q,
       avg(models) AS models_mean, stddev_pop(models) AS models_std, quantile_cont(models, [0, .01, .05, .1, .25, .5, .75, .9, .95, .99, .999, 1]) AS models_q FROM per_user;
-- name: tokens
SELECT chute_id, count(*) AS n, avg(input_tokens) AS mean, stddev_pop(input_tokens) AS std, quantile_cont(input_tokens, [0, .01, .05, .1, .25, .5, .75, .9, .95, .99, .999, 1]) AS q,
       avg(output_tokens) AS output_mean, stddev_pop(output_tokens) AS output_std, quantile_cont(output_tokens, [0, .01, .05, .1, .25, .5, .75, .9, .95, .99, .999, 1]) AS output_q,
       avg(ratio) AS ratio_mean, stddev_pop(ratio) AS ratio_std, quantile_cont(ratio, [0, .01, .05, .1, .25, .5, .75, .9, .95, .99, .999, 1]) AS ratio_q
FROM (SELECT *, CASE WHEN input_tokens > 0 THEN output_tokens / input_tokens END AS ratio FROM log WHERE input_tokens IS NOT NULL AND output_tokens IS NOT NULL)
GROUP BY ALL ORDER BY n DESC, 1;

CREATE TABLE gap AS
SELECT chute_id, started, gap, lead(gap) OVER (PARTITION BY chute_id ORDER BY started, seq) AS next
FROM (SELECT chute_id, started, seq, (started - lag(started) OVER (PARTITION BY chute_id ORDER BY started, seq)) / 1e6 AS gap,
             lag(started) OVER (PARTITION BY chute_id ORDER BY started, seq) IS NULL AS first FROM log) WHERE NOT first;
CREATE TABLE user_gap AS
SELECT chute_id, user_id, started, gap, lead(gap) OVER (PARTITION BY chute_id, user_id ORDER BY started, seq) AS next
FROM (SELECT chute_id, user_id, started, seq, (started - lag(started) OVER (PARTITION BY chute_id, user_id ORDER BY started, seq)) / 1e6 AS gap,
             lag(started) OVER (PARTITION BY chute_id, user_id ORDER BY started, seq) IS NULL AS first FROM log WHERE user_id IS NOT NULL) WHERE NOT first;

-- name: arrivals
SELECT chute_id, count(*) AS n, avg(gap) AS mean, stddev_pop(gap) AS std, quantile_cont(gap, [0, .01, .05, .1, .25, .5, .75, .9, .95, .99, .999, 1]) AS q,
       count(next) AS pairs, corr(gap, next) AS pearson FROM gap GROUP BY ALL ORDER BY n DESC, 1;
-- name: arrivals_by_hour
SELECT chute_id, started // 3600000000 % 24 AS hour, count(*) AS n, avg(gap) AS mean, quantile_cont(gap, [.1, .25, .5, .75, .9]) AS q FROM gap GROUP BY ALL ORDER BY 1, 2;
-- name: arrivals_by_date
SELECT chute_id, started // 86400000000 AS day, count(*) AS n, avg(gap) AS mean, quantile_cont(gap, [.1, .25, .5, .75, .9]) AS q FROM gap GROUP BY ALL ORDER BY 1, 2;
-- name: arrivals_spearman
WITH ranked AS (SELECT chute_id,
    rank() OVER (PARTITION BY chute_id ORDER BY gap) + (count(*) OVER (PARTITION BY chute_id, gap) - 1) / 2.0 AS a,
    rank() OVER (PARTITION BY chute_id ORDER BY next) + (count(*) OVER (PARTITION BY chute_id, next) - 1) / 2.0 AS b FROM gap WHERE next IS NOT NULL)
SELECT chute_id, corr(a, b) AS spearman FROM ranked GROUP BY ALL ORDER BY 1;
-- name: user_mode
SELECT chute_id, count(*) AS n, avg(gap) AS mean, stddev_pop(gap) AS std, quantile_cont(gap, [0, .01, .05, .1, .25, .5, .75, .9, .95, .99, .999, 1]) AS q,
       count(next) AS pairs, corr(gap, next) AS pearson FROM user_gap GROUP BY ALL ORDER BY n DESC, 1;
-- name: user_mode_by_hour
SELECT chute_id, started // 3600000000 % 24 AS hour, count(*) AS n, avg(gap) AS mean, quantile_cont(gap, [.1, .25, .5, .75, .9]) AS q FROM user_gap GROUP BY ALL ORDER BY 1, 2;
-- name: user_mode_by_date
SELECT chute_id, started // 86400000000 AS day, count(*) AS n, avg(gap) AS mean, quantile_cont(gap, [.1, .25, .5, .75, .9]) AS q FROM user_gap GROUP BY ALL ORDER BY 1, 2;
-- name: user_mode_spearman
WITH ranked AS (SELECT chute_id,
    rank() OVER (PARTITION BY chute_id ORDER BY gap) + (count(*) OVER (PARTITION BY chute_id, gap) - 1) / 2.0 AS a,
    rank() OVER (PARTITION BY chute_id ORDER BY next) + (count(*) OVER (PARTITION BY chute_id, next) - 1) / 2.0 AS b FROM user_gap WHERE next IS NOT NULL)
SELECT chute_id, corr(a, b) AS spearman FROM ranked GROUP BY ALL ORDER BY 1;
-- name: diversity
WITH numbered AS (SELECT user_id, chute_id, (row_number() OVER (PARTITION BY user_id ORDER BY started, seq) - 1) // 1000 AS w, count(*) OVER (PARTITION BY user_id) AS requests
                  FROM log WHERE user_id IS NOT NULL),
     windows AS (SELECT user_id, w, count(DISTINCT chute_id) AS models FROM numbered WHERE requests >= 1000 GROUP BY ALL)
SELECT count(DISTINCT user_id) AS users, count(*) AS windows, avg(models) AS mean, quantile_cont(models, .5) AS median, quantile_cont(models, .95) AS p95, min(models) AS min, max(models) AS max FROM windows;
-- name: model_stats
SELECT chute_id, count(*) AS requests, sum(input_tokens)::BIGINT AS input_tokens, sum(output_tokens)::BIGINT AS output_tokens, count(DISTINCT user_id) AS users FROM log GROUP BY ALL ORDER BY 2 DESC, 1;
-- name: user_arrivals
WITH gaps AS (SELECT user_id, (started - lag(started) OVER (PARTITION BY user_id ORDER BY started, seq)) / 1e6 AS gap, count(*) OVER (PARTITION BY user_id) AS requests FROM log WHERE user_id IS NOT NULL),
     per_user AS (SELECT user_id, quantile_cont(gap, [.1, .25, .5, .75, .9]) AS q, avg(gap) AS mean FROM gaps WHERE requests >= 3 GROUP BY ALL)
SELECT count(*) AS users, avg(mean) AS mean, avg(q[1]) AS p10, avg(q[2]) AS p25, avg(q[3]) AS median, avg(q[4]) AS p75, avg(q[5]) AS p90,
       quantile_cont(mean, [.5, .9, .99]) AS mean_q, quantile_cont(q[3], [.5, .9, .99]) AS median_q FROM per_user;
