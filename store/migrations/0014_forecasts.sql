-- Forecasts: a third step of builds, which always has builds of its own (steps =
-- 'forecasts'), so that a model that cannot be trained holds up no label.

-- What was learned from the shop. A model never changes; the forecasts of many nights
-- are made with one.
CREATE TABLE forecast_models (
    id       {{.ID}},
    as_of    INTEGER NOT NULL,                   -- nothing dated after it was looked at
    edition  BIGINT NOT NULL,                    -- of the order book that it was trained on
    made_for {{.Key}} NOT NULL,                  -- what of the settings it depends on; another text, another model
    baskets  BIGINT NOT NULL,                    -- customers' purchase days until as_of, as they were then
    made_at  BIGINT NOT NULL,
    size     BIGINT NOT NULL,                    -- bytes of body
    body     TEXT NOT NULL                       -- JSON: forecast.Model
);
CREATE INDEX forecast_models_newest_idx ON forecast_models (made_for, as_of, id);

-- One row for each active customer. Probabilities are hundredths of a percent, numbers
-- of orders ten-thousandths, money minor units; what is not known is NULL. A customer
-- who never bought has purchase_days 0 and nothing else.
CREATE TABLE customer_forecasts (
    build_id      BIGINT NOT NULL,
    customer_id   BIGINT NOT NULL,
    method        {{.Key}} NOT NULL DEFAULT '',  -- behind the churn figure
    purchase_days BIGINT NOT NULL,
    first_order   INTEGER,
    last_order    INTEGER,
    gap           BIGINT,                        -- average, thousandths of a day
    usual_gap     BIGINT,                        -- shrunk, days
    alive         INTEGER,
    purchase_30   INTEGER,
    purchase_91   INTEGER,
    churn         INTEGER,
    churn_horizon INTEGER,                       -- days
    orders_91     BIGINT,
    orders_365    BIGINT,
    revenue_91    BIGINT,
    clv_365       BIGINT,
    margin_365    BIGINT,
    next_order    INTEGER,
    next_low      INTEGER,
    next_high     INTEGER,
    channel_id    BIGINT,                        -- of the likeliest next purchase
    usable_id     BIGINT,                        -- the same without channels that lack consent
    channel_share INTEGER,
    confidence    SMALLINT NOT NULL,             -- 0 low, 1 medium, 2 high
    season        INTEGER,                       -- thousandths
    PRIMARY KEY (build_id, customer_id)
){{.Clustered}};

-- What a build of forecasts says of the shop as a whole.
CREATE TABLE forecast_builds (
    build_id BIGINT PRIMARY KEY,
    model_id BIGINT NOT NULL REFERENCES forecast_models (id)
);

-- Which channels the orders of the build's window came through, by the account manager
-- that their customer had: added up over those that a person may see.
CREATE TABLE channel_totals (
    build_id           BIGINT NOT NULL,
    account_manager_id BIGINT NOT NULL,          -- 0: none
    channel_id         BIGINT NOT NULL,          -- 0: none
    orders             BIGINT NOT NULL,          -- with a value above 0
    revenue            BIGINT NOT NULL,          -- minor units, returns included
    PRIMARY KEY (build_id, account_manager_id, channel_id)
){{.Clustered}};

-- What was said to people is kept until it is known whether it came true: of each month
-- the first build. It is not swept before it is settled.
CREATE TABLE live_forecasts (
    cut_off  INTEGER PRIMARY KEY,                -- the as-of day it was said on
    build_id BIGINT NOT NULL UNIQUE REFERENCES builds (id)
);

-- How such a set came out, when its 91 days are over.
CREATE TABLE settled_forecasts (
    cut_off    INTEGER PRIMARY KEY,
    settled_at BIGINT NOT NULL,
    body       TEXT NOT NULL                     -- JSON: forecast.Trial
);
