/** Each entry takes a database from the version that is its index to the next. Entries are never changed, only added. */
export const migrations: readonly string[] = [
  `create table response (
     tenant text not null,
     id text not null,
     parent text,
     deleted integer not null default 0,
     resource text not null,
     primary key (tenant, id)
   ) strict, without rowid;
   create table item (
     tenant text not null,
     response text not null,
     position integer not null,
     direction text not null check (direction in ('input', 'output')),
     item text not null,
     primary key (tenant, response, position)
   ) strict, without rowid;`,

  // An index starts with what tells most: a planner without statistics would take a tenant for a handful of rows.
  // Responses end, are tried again, and have a log. Those that were being made when the program ended are left to whoever leases their jobs.
  `alter table response rename to old_response;
   alter table item rename to old_item;
   create table response (
     tenant text not null,
     id text not null,
     parent text,
     created integer not null default (now_ms()),
     deleted integer not null default 0,
     ended integer not null default 0,
     attempt integer not null default 1,
     bytes integer not null,
     resource text not null,
     primary key (id, tenant)
   ) strict, without rowid;
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
   ) strict, without rowid;
   create index item_id on item (id, tenant);
   create table event (
     tenant text not null,
     response text not null,
     sequence integer not null,
     event text not null,
     primary key (response, tenant, sequence)
   ) strict, without rowid;
   create table conversation (
     tenant text not null,
     id text not null,
     created_at integer not null,
     metadata text not null,
     places integer not null default 0,
     primary key (id, tenant)
   ) strict, without rowid;
   create table conversation_item (
     tenant text not null,
     conversation text not null,
     position integer not null,
     id text not null,
     item text not null,
     primary key (conversation, tenant, position),
     unique (conversation, tenant, id)
   ) strict, without rowid;
   create index conversation_item_id on conversation_item (id, tenant);
   create table job (
     number integer primary key,
     tenant text not null,
     response text not null,
     kind text not null check (kind in ('foreground', 'background')),
     request text,
     owner text,
     expires integer not null default 0,
     cancelled integer not null default 0,
     unique (response, tenant)
   ) strict;
   create index job_queue on job (expires desc, number);
   create index job_owner on job (owner) where owner is not null;
   create table idempotency_key (
     tenant text not null,
     key text not null,
     response text not null,
     fingerprint text not null,
     created integer not null default (now_ms()),
     primary key (key, tenant)
   ) strict, without rowid;
   create index idempotency_key_response on idempotency_key (response, tenant);
   create index idempotency_key_age on idempotency_key (created);
   create table secret (name text primary key, value text not null) strict, without rowid;

   insert into response (tenant, id, parent, created, deleted, ended, bytes, resource)
     select tenant, id, parent, coalesce(resource ->> 'created_at', 0) * 1000, deleted,
       deleted or coalesce(resource ->> 'status', '') <> 'in_progress', octet_length(resource), resource
     from old_response;
   insert into item (tenant, response, direction, position, id, item)
     select tenant, response, direction, position, coalesce(item ->> 'id', ''), item from old_item;
   update response set bytes = bytes + coalesce(
     (select sum(octet_length(item)) from item where item.tenant = response.tenant and item.response = response.id), 0);
   insert into job (tenant, response, kind, owner)
     select tenant, id, 'foreground', '' from response where ended = 0;
   drop table old_response;
   drop table old_item;`,

  'alter table job add column losses integer not null default 0;',

  // A secret can be replaced, and what was made with the one before still be read.
  `alter table secret rename to old_secret;
   create table secret (
     name text not null,
     number integer not null,
     value text not null,
     primary key (name, number)
   ) strict, without rowid;
   insert into secret select name, 1, value from old_secret;
   drop table old_secret;`,

  // Without a rowid, whatever is longer than a quarter of a page takes further pages of its own: a turn takes three fifths of the space with one.
  `create table new_response (
     tenant text not null,
     id text not null,
     parent text,
     created integer not null default (now_ms()),
     deleted integer not null default 0,
     ended integer not null default 0,
     attempt integer not null default 1,
     bytes integer not null,
     resource text not null,
     primary key (id, tenant)
   ) strict;
   insert into new_response select * from response;
   drop table response;
   alter table new_response rename to response;
   create index response_parent on response (parent, tenant) where parent is not null;
   create index response_age on response (created) where deleted = 0 and ended = 1;
   create index response_tenant_age on response (tenant, created) where deleted = 0 and ended = 1;
   create index response_due on response (id, tenant) where deleted = 2;
   create index response_bytes on response (bytes);
   create table new_item (
     tenant text not null,
     response text not null,
     direction text not null check (direction in ('input', 'output')),
     position integer not null,
     id text not null,
     item text not null,
     primary key (response, tenant, direction, position)
   ) strict;
   insert into new_item select * from item;
   drop table item;
   alter table new_item rename to item;
   create index item_id on item (id, tenant);
   create table new_event (
     tenant text not null,
     response text not null,
     sequence integer not null,
     event text not null,
     primary key (response, tenant, sequence)
   ) strict;
   insert into new_event select * from event;
   drop table event;
   alter table new_event rename to event;`,
];
