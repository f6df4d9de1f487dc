namespace Acta.Views.Register;

/// <summary>
/// The tables of the register. As in the news, a row holds from one entry until another (NULL: still so), so that what was
/// stated at a moment of the log can be asked; days are day numbers (<see cref="DateOnly.DayNumber"/>), for what was true on a day.
/// What a record says stands in its document, among those of the news.
/// </summary>
internal static class Schema
{
    public const string Sql = """
        CREATE TABLE records (
            id BLOB NOT NULL, from_index INTEGER NOT NULL, until_index INTEGER,
            kind TEXT NOT NULL, folder TEXT NOT NULL, slug TEXT NOT NULL,
            first_index INTEGER NOT NULL, first_time INTEGER NOT NULL, revision INTEGER NOT NULL, act INTEGER NOT NULL, time INTEGER NOT NULL, state INTEGER NOT NULL,
            digest BLOB, notice BLOB,
            PRIMARY KEY (id, from_index)) WITHOUT ROWID;
        CREATE UNIQUE INDEX records_now ON records (id) WHERE until_index IS NULL;
        CREATE INDEX records_of ON records (kind, from_index) WHERE until_index IS NULL;
        CREATE INDEX records_at ON records (folder, slug);
        CREATE INDEX records_amended ON records (from_index) WHERE revision > 1;
        CREATE INDEX records_gone ON records (from_index) WHERE until_index IS NULL AND state > 1;

        -- Who names whom, as what, and on which days: a term in a post, a body in a body, a decision of a meeting.
        CREATE TABLE links (
            target BLOB NOT NULL, member TEXT NOT NULL, first INTEGER NOT NULL, id BLOB NOT NULL, last INTEGER NOT NULL,
            kind TEXT NOT NULL, from_index INTEGER NOT NULL, until_index INTEGER,
            PRIMARY KEY (target, member, first, id, from_index)) WITHOUT ROWID;
        CREATE INDEX links_of ON links (id, from_index);

        -- What lists are asked for: of a kind, by one fact, in order of their first day; until when they hold, for a list of one day.
        CREATE TABLE facets (
            kind TEXT NOT NULL, facet TEXT NOT NULL, key TEXT NOT NULL, day INTEGER NOT NULL, id BLOB NOT NULL, last INTEGER NOT NULL,
            from_index INTEGER NOT NULL, until_index INTEGER,
            PRIMARY KEY (kind, facet, key, day, id, from_index)) WITHOUT ROWID;
        CREATE INDEX facets_of ON facets (id, from_index);
        -- How many have each fact now.
        CREATE TABLE facet_counts (kind TEXT NOT NULL, facet TEXT NOT NULL, key TEXT NOT NULL, n INTEGER NOT NULL, PRIMARY KEY (kind, facet, key)) WITHOUT ROWID;
        """;
}
