CREATE TABLE series (
    id               bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    venue            text   NOT NULL,
    symbol           text   NOT NULL,
    interval_seconds bigint NOT NULL CHECK (interval_seconds > 0),
    latest_known_at  bigint NOT NULL,
    -- Newest open time there is: what opens later cannot be a correction.
    latest_open_time bigint NOT NULL,
    UNIQUE (venue, interval_seconds, symbol)
);

-- A version of a candle; a correction is a row with a later known_at, never an update.
-- Numbers hold decimals without loss: mantissa * 32 + scale. Where one of a row does not fit, all six are in exact as text, a space between them, and the others are 0.
-- candles has those of an hour and more, which stay; minute_candles the shorter ones, whose months are dropped.
CREATE TABLE candles (
    series_id    bigint NOT NULL,
    open_time    bigint NOT NULL,
    known_at     bigint NOT NULL,
    open         bigint NOT NULL,
    high         bigint NOT NULL,
    low          bigint NOT NULL,
    close        bigint NOT NULL,
    volume       bigint NOT NULL,
    quote_volume bigint,
    trades       integer,
    exact        text,
    PRIMARY KEY (series_id, open_time, known_at)
) PARTITION BY RANGE (open_time);

CREATE TABLE minute_candles (LIKE candles INCLUDING ALL) PARTITION BY RANGE (open_time);

CREATE TRIGGER candles_are_never_updated BEFORE UPDATE ON candles FOR EACH ROW EXECUTE FUNCTION refuse_update('candles');
CREATE TRIGGER minute_candles_are_never_updated BEFORE UPDATE ON minute_candles FOR EACH ROW EXECUTE FUNCTION refuse_update('minute_candles');

CREATE FUNCTION number(packed bigint) RETURNS numeric LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT RETURN ((packed >> 5)::text || 'e-' || (packed & 31))::numeric;

-- For people and their tools: the newest version of every candle, in numbers.
CREATE VIEW candles_in_numbers AS
SELECT DISTINCT ON (s.id, c.open_time)
    s.venue, s.symbol, s.interval_seconds, at(c.open_time) AS opened, at(c.known_at) AS known,
    coalesce(nullif(split_part(c.exact, ' ', 1), '')::numeric, number(c.open)) AS open, coalesce(nullif(split_part(c.exact, ' ', 2), '')::numeric, number(c.high)) AS high, coalesce(nullif(split_part(c.exact, ' ', 3), '')::numeric, number(c.low)) AS low,
    coalesce(nullif(split_part(c.exact, ' ', 4), '')::numeric, number(c.close)) AS close, coalesce(nullif(split_part(c.exact, ' ', 5), '')::numeric, number(c.volume)) AS volume, coalesce(nullif(split_part(c.exact, ' ', 6), '')::numeric, number(c.quote_volume)) AS quote_volume, c.trades
FROM series s JOIN (SELECT * FROM candles UNION ALL SELECT * FROM minute_candles) c ON c.series_id = s.id
ORDER BY s.id, c.open_time, c.known_at DESC;
