-- Sweeps of the pre-movement detector. What a list and a chart need is in columns for ever; the whole record is kept in a table of its own for as long as explanations are.
CREATE TABLE premove_sweeps (
    at         bigint  PRIMARY KEY,
    run_id     text    NOT NULL,
    input_hash text    NOT NULL,
    regime     text    NOT NULL,
    coins      integer NOT NULL,
    scored     integer NOT NULL,
    confirmed  integer NOT NULL,
    candidates integer NOT NULL,
    alerts     integer NOT NULL,
    best       text,
    best_score double precision
);

CREATE TABLE premove_documents (
    at       bigint PRIMARY KEY REFERENCES premove_sweeps (at),
    document bytea  NOT NULL
);

-- points: a JSON array of the eleven components' points, null where one was absent.
CREATE TABLE premove_coins (
    symbol           text    NOT NULL,
    at               bigint  NOT NULL REFERENCES premove_sweeps (at),
    rank             integer NOT NULL,
    score            double precision,
    points_available double precision NOT NULL,
    state            text,
    verdict          text    NOT NULL,
    met              integer NOT NULL,
    is_confirmed     integer NOT NULL,
    alert            text,
    points           text    NOT NULL,
    PRIMARY KEY (symbol, at)
);

CREATE INDEX premove_alerts ON premove_coins (at) WHERE alert IS NOT NULL;

CREATE TRIGGER premove_sweeps_are_never_changed BEFORE UPDATE OR DELETE ON premove_sweeps FOR EACH ROW EXECUTE FUNCTION refuse_update('premove_sweeps');
CREATE TRIGGER premove_documents_are_never_updated BEFORE UPDATE ON premove_documents FOR EACH ROW EXECUTE FUNCTION refuse_update('premove_documents');
CREATE TRIGGER premove_coins_are_never_changed BEFORE UPDATE OR DELETE ON premove_coins FOR EACH ROW EXECUTE FUNCTION refuse_update('premove_coins');

-- Trades in bars of 15 min. The first bar known of a quarter stays.
CREATE TABLE trade_bars (
    venue        text    NOT NULL,
    open_time    bigint  NOT NULL,
    symbol       text    NOT NULL,
    known_at     bigint  NOT NULL,
    buy_usd      double precision NOT NULL,
    sell_usd     double precision NOT NULL,
    price_change double precision NOT NULL,
    trades       integer NOT NULL,
    PRIMARY KEY (venue, open_time, symbol)
);

CREATE TRIGGER trade_bars_are_never_updated BEFORE UPDATE ON trade_bars FOR EACH ROW EXECUTE FUNCTION refuse_update('trade_bars');
