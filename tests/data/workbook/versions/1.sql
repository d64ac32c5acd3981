-- A workbook of version 1, as SQLite tells it.
create table schema_version (
    version integer not null,
    primary key (version)
);

create table account (
    name varchar(40) not null,
    role varchar(40) not null,
    password_hash varchar(60) not null,
    version integer not null,
    created_at datetime not null,
    role_changed_at datetime not null,
    disabled_at datetime,
    primary key (name),
    constraint role_is_known check (role in ('supervisor', 'manager', 'advocate', 'administrator'))
);

create table ticket (
    ticket_hash varchar(64) not null,
    nonce_hash varchar(64) not null,
    account varchar(40) not null,
    account_version integer not null,
    expires_at datetime not null,
    primary key (ticket_hash)
);

create table session (
    session_hash varchar(64) not null,
    account varchar(40) not null,
    account_version integer not null,
    started_at datetime not null,
    seen_at datetime not null,
    ends_at datetime not null,
    primary key (session_hash)
);

create index ix_session_account on session (account);

create table throttle (
    name_hash varchar(64) not null,
    address_hash varchar(64) not null,
    level float not null,
    failed_at datetime not null,
    trusted_until datetime,
    primary key (name_hash, address_hash)
);

create table stage_standard (
    standard_id integer not null,
    stage varchar(40) not null,
    pathway varchar(40) not null,
    expected_days integer,
    review_every_days integer,
    valid_from date not null,
    recorded_at datetime not null,
    primary key (standard_id),
    constraint expected_days_are_some check (expected_days > 0),
    constraint review_days_are_some check (review_every_days > 0),
    constraint one_way_to_judge_a_stage check (expected_days is null or review_every_days is null)
);

create table holiday (
    holiday_id integer not null,
    on_date date not null,
    is_kept boolean not null,
    recorded_at datetime not null,
    primary key (holiday_id)
);

create table access_log (
    entry_id integer not null,
    noted_at datetime not null,
    account varchar(40) not null,
    what varchar(40) not null,
    detail varchar(120) not null,
    primary key (entry_id)
);

create index access_log_by_account on access_log (account, noted_at);

create index access_log_by_moment on access_log (noted_at);

create table account_team (
    account varchar(40) not null,
    team_id varchar(120) not null,
    role varchar(40) not null,
    from_on date not null,
    to_on date,
    primary key (account, team_id, role, from_on),
    constraint role_is_known check (role in ('lead', 'deputy')),
    constraint ends_after_it_began check (to_on is null or from_on < to_on),
    foreign key(account) references account (name)
);

create table account_case (
    account varchar(40) not null,
    case_id varchar(120) not null,
    from_on date not null,
    to_on date,
    primary key (account, case_id, from_on),
    constraint ends_after_it_began check (to_on is null or from_on < to_on),
    foreign key(account) references account (name)
);

insert into schema_version (version) values (1);
