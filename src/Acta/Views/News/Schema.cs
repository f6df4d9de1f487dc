namespace Acta.Views.News;

/// <summary>
/// The tables of the news. Rows that change carry the entry they hold from and the entry that ended them (NULL: still
/// so), so that what was stated at any moment of the log can be asked. Times are milliseconds UTC, ids and digests blobs.
/// </summary>
internal static class Schema
{
    public const string Sql = """
        -- The documents readers may ask for, bytes and all, so that they are served while the main store is away.
        CREATE TABLE documents (
            document INTEGER PRIMARY KEY,
            digest BLOB NOT NULL UNIQUE,
            from_index INTEGER NOT NULL,
            withheld_by INTEGER,             -- the entry that took it out of sight
            bytes BLOB NOT NULL);
        -- Documents an entry destroyed: they answer 410.
        CREATE TABLE erased_documents (digest BLOB PRIMARY KEY, by_index INTEGER NOT NULL) WITHOUT ROWID;

        CREATE TABLE settings (from_index INTEGER PRIMARY KEY, until_index INTEGER, time INTEGER NOT NULL, digest BLOB NOT NULL, time_zone TEXT);
        -- What the log says of itself: keys, policies, origins.
        CREATE TABLE statements (from_index INTEGER PRIMARY KEY, act INTEGER NOT NULL, time INTEGER NOT NULL, digest BLOB);

        -- What one language version of an article was, from one entry to the next.
        CREATE TABLE versions (
            version INTEGER PRIMARY KEY,
            edition INTEGER NOT NULL,        -- the language version, named by its first entry
            from_index INTEGER NOT NULL,
            until_index INTEGER,
            amendment INTEGER,               -- counts the acts of a language after a first publication, from 1: their pages number by it
            id BLOB NOT NULL,
            language TEXT NOT NULL,
            time INTEGER NOT NULL,
            state INTEGER NOT NULL,
            digest BLOB,
            notice BLOB,
            sort INTEGER NOT NULL,
            address TEXT NOT NULL,
            upcoming_ends INTEGER,
            pinned_ends INTEGER,
            packed BLOB NOT NULL);           -- the whole row: see ArticleColumns
        CREATE UNIQUE INDEX versions_of ON versions (id, language, from_index);
        CREATE UNIQUE INDEX versions_now ON versions (edition) WHERE until_index IS NULL;
        CREATE UNIQUE INDEX versions_amendments ON versions (language, amendment) WHERE amendment IS NOT NULL;
        CREATE INDEX versions_modified ON versions (from_index) WHERE until_index IS NULL;
        CREATE INDEX versions_modified_in ON versions (language, from_index) WHERE until_index IS NULL;
        CREATE INDEX versions_removed ON versions (language, from_index) WHERE until_index IS NULL AND state >= 2;
        CREATE INDEX versions_upcoming ON versions (language, upcoming_ends) WHERE until_index IS NULL AND upcoming_ends IS NOT NULL;
        CREATE INDEX versions_pinned ON versions (language, pinned_ends) WHERE until_index IS NULL AND pinned_ends IS NOT NULL;

        -- Each list of a language: all, of a section, of a kind, of a tag.
        CREATE TABLE lists (list INTEGER PRIMARY KEY, language TEXT NOT NULL, facet INTEGER NOT NULL, key TEXT NOT NULL, UNIQUE (language, facet, key));
        CREATE TABLE listing (
            list INTEGER NOT NULL, sort INTEGER NOT NULL, edition INTEGER NOT NULL, from_index INTEGER NOT NULL, until_index INTEGER,
            PRIMARY KEY (list, sort, edition, from_index)) WITHOUT ROWID;
        -- How many each month holds now: a page of a list is found by its number without counting what is before it.
        CREATE TABLE counts (list INTEGER NOT NULL, month INTEGER NOT NULL, n INTEGER NOT NULL, PRIMARY KEY (list, month)) WITHOUT ROWID;

        CREATE TABLE addresses (
            language TEXT NOT NULL, path TEXT NOT NULL, edition INTEGER NOT NULL, from_index INTEGER NOT NULL, until_index INTEGER,
            PRIMARY KEY (language, path, edition, from_index)) WITHOUT ROWID;
        -- Where articles stood on a former site.
        CREATE TABLE former_addresses (
            path TEXT NOT NULL, edition INTEGER NOT NULL, from_index INTEGER NOT NULL, until_index INTEGER,
            PRIMARY KEY (path, edition, from_index)) WITHOUT ROWID;
        -- Addresses of what was erased, language and all; or SHA-256 of the erasure's salt and the address.
        CREATE TABLE gone (path TEXT NOT NULL, digest BLOB NOT NULL, by_index INTEGER NOT NULL, PRIMARY KEY (path, by_index)) WITHOUT ROWID;
        CREATE TABLE gone_hashes (hash BLOB NOT NULL, digest BLOB NOT NULL, by_index INTEGER NOT NULL, PRIMARY KEY (hash, by_index)) WITHOUT ROWID;

        -- A file is public while a served document uses it. What a paper, as it stands, keeps back until a day is not, unless something else uses it.
        CREATE TABLE media (
            media BLOB NOT NULL, digest BLOB NOT NULL, name TEXT NOT NULL, type TEXT NOT NULL, size INTEGER NOT NULL,
            sha256 BLOB NOT NULL, width INTEGER, height INTEGER, kept_by BLOB, kept_until INTEGER,
            PRIMARY KEY (media, digest)) WITHOUT ROWID;
        CREATE INDEX media_of ON media (digest);
        """;
}
