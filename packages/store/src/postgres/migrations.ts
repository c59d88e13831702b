/** Each entry takes a schema from the version that is its index to the next. Entries are never changed, only added. */
export const migrations: readonly string[] = [
  // An index starts with what tells most: a tenant may be all there is. The two functions are what SQLite has under the same names.
  `create function now_ms() returns bigint language sql volatile
     as $$ select cast(extract(epoch from clock_timestamp()) * 1000 as bigint) $$;
   create function json_each(list text) returns table (value text) language sql immutable
     as $$ select json_array_elements_text(cast(list as json)) $$;
   create table response (
     tenant text not null,
     id text not null,
     parent text,
     created bigint not null default now_ms(),
     deleted integer not null default 0,
     ended integer not null default 0,
     attempt integer not null default 1,
     bytes bigint not null,
     resource text not null,
     primary key (id, tenant)
   );
   create index response_parent on response (parent, tenant) where parent is not null;
   create index response_age on response (created) where deleted = 0 and ended = 1;
   create index response_tenant_age on response (tenant, created) where deleted = 0 and ended = 1;
   create index response_due on response (id, tenant) where deleted = 2;
   create index response_bytes on response (bytes);
   create table item (
     tenant text not null,
     response text not null,
     direction text not null check (direction in ('input', 'output')),
     position integer not null,
     id text not null,
     item text not null,
     primary key (response, tenant, direction, position)
   );
   create index item_id on item (id, tenant);
   create table event (
     tenant text not null,
     response text not null,
     sequence bigint not null,
     event text not null,
     primary key (response, tenant, sequence)
   );
   create table conversation (
     tenant text not null,
     id text not null,
     created_at bigint not null,
     metadata text not null,
     places integer not null default 0,
     primary key (id, tenant)
   );
   create table conversation_item (
     tenant text not null,
     conversation text not null,
     position integer not null,
     id text not null,
     item text not null,
     primary key (conversation, tenant, position),
     unique (conversation, tenant, id)
   );
   create index conversation_item_id on conversation_item (id, tenant);
   create table job (
     number bigint generated always as identity primary key,
     tenant text not null,
     response text not null,
     kind text not null check (kind in ('foreground', 'background')),
     request text,
     owner text,
     expires bigint not null default 0,
     cancelled integer not null default 0,
     unique (response, tenant)
   );
   create index job_queue on job (expires desc, number);
   create index job_owner on job (owner) where owner is not null;
   create table idempotency_key (
     tenant text not null,
     key text not null,
     response text not null,
     fingerprint text not null,
     created bigint not null default now_ms(),
     primary key (key, tenant)
   );
   create index idempotency_key_response on idempotency_key (response, tenant);
   create index idempotency_key_age on idempotency_key (created);
   create table secret (name text primary key, value text not null);`,

  'alter table job add column losses integer not null default 0;',

  // A secret can be replaced, and what was made with the one before still be read.
  `alter table secret add column number integer not null default 1;
   alter table secret alter column number drop default;
   alter table secret drop constraint secret_pkey;
   alter table secret add primary key (name, number);`,
];
