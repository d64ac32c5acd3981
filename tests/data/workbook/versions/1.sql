-- A workbook of version 1, as SQLite tells it.
CREATE TABLE schema_version (
    version INTEGER NOT NULL,
    PRIMARY KEY (version)
);

CREATE TABLE account (
    name VARCHAR(40) NOT NULL,
    role VARCHAR(40) NOT NULL,
    password_hash VARCHAR(60) NOT NULL,
    version INTEGER NOT NULL,
    created_at DATETIME NOT NULL,
    role_changed_at DATETIME NOT NULL,
    disabled_at DATETIME,
    PRIMARY KEY (name),
    CONSTRAINT role_is_known CHECK (role in ('supervisor', 'manager', 'advocate', 'administrator'))
);

CREATE TABLE ticket (
    ticket_hash VARCHAR(64) NOT NULL,
    nonce_hash VARCHAR(64) NOT NULL,
    account VARCHAR(40) NOT NULL,
    account_version INTEGER NOT NULL,
    expires_at DATETIME NOT NULL,
    PRIMARY KEY (ticket_hash)
);

CREATE TABLE session (
    session_hash VARCHAR(64) NOT NULL,
    account VARCHAR(40) NOT NULL,
    account_version INTEGER NOT NULL,
    started_at DATETIME NOT NULL,
    seen_at DATETIME NOT NULL,
    ends_at DATETIME NOT NULL,
    PRIMARY KEY (session_hash)
);

CREATE INDEX ix_session_account ON session (account);

CREATE TABLE throttle (
    name_hash VARCHAR(64) NOT NULL,
    address_hash VARCHAR(64) NOT NULL,
    level FLOAT NOT NULL,
    failed_at DATETIME NOT NULL,
    trusted_until DATETIME,
    PRIMARY KEY (name_hash, address_hash)
);

CREATE TABLE stage_standard (
    standard_id INTEGER NOT NULL,
    stage VARCHAR(40) NOT NULL,
    pathway VARCHAR(40) NOT NULL,
    expected_days INTEGER,
    review_every_days INTEGER,
    valid_from DATE NOT NULL,
    recorded_at DATETIME NOT NULL,
    PRIMARY KEY (standard_id),
    CONSTRAINT expected_days_are_some CHECK (expected_days > 0),
    CONSTRAINT review_days_are_some CHECK (review_every_days > 0),
    CONSTRAINT one_way_to_judge_a_stage CHECK (expected_days is null or review_every_days is null)
);

CREATE TABLE holiday (
    holiday_id INTEGER NOT NULL,
    on_date DATE NOT NULL,
    is_kept BOOLEAN NOT NULL,
    recorded_at DATETIME NOT NULL,
    PRIMARY KEY (holiday_id)
);

CREATE TABLE access_log (
    entry_id INTEGER NOT NULL,
    noted_at DATETIME NOT NULL,
    account VARCHAR(40) NOT NULL,
    what VARCHAR(40) NOT NULL,
    detail VARCHAR(120) NOT NULL,
    PRIMARY KEY (entry_id)
);

CREATE INDEX access_log_by_account ON access_log (account, noted_at);

CREATE INDEX access_log_by_moment ON access_log (noted_at);

CREATE TABLE account_team (
    account VARCHAR(40) NOT NULL,
    team_id VARCHAR(120) NOT NULL,
    role VARCHAR(40) NOT NULL,
    from_on DATE NOT NULL,
    to_on DATE,
    PRIMARY KEY (account, team_id, role, from_on),
    CONSTRAINT role_is_known CHECK (role in ('lead', 'deputy')),
    CONSTRAINT ends_after_it_began CHECK (to_on is null or from_on < to_on),
    FOREIGN KEY(account) REFERENCES account (name)
);

CREATE TABLE account_case (
    account VARCHAR(40) NOT NULL,
    case_id VARCHAR(120) NOT NULL,
    from_on DATE NOT NULL,
    to_on DATE,
    PRIMARY KEY (account, case_id, from_on),
    CONSTRAINT ends_after_it_began CHECK (to_on is null or from_on < to_on),
    FOREIGN KEY(account) REFERENCES account (name)
);

insert into schema_version (version) values (1);
