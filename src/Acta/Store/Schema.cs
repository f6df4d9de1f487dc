namespace Acta.Store;

/// <summary>
/// The main store's tables, step by step. A step that shipped is never edited: a change is a further step, and steps only
/// add. <c>{blob}</c>, <c>{int}</c> and <c>{serial}</c> are the words of each database.
/// </summary>
internal static class Schema
{
    /// <summary>The steps in order; the name of each is recorded with its number.</summary>
    public static readonly (string Name, string[] Sql)[] Steps =
    [
        ("the log and what publishing keeps", [
            "CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL)",
            // One row: its lock is the order of the log.
            "CREATE TABLE head (one {int} PRIMARY KEY CHECK (one = 1), size {int} NOT NULL, root {blob} NOT NULL, checkpoint TEXT NOT NULL, time {int} NOT NULL)",
            // The empty tree: the root of no entries is SHA-256 of nothing (RFC 6962 §2.1).
            "INSERT INTO head (one, size, root, checkpoint, time) VALUES (1, 0, {empty}, '', 0)",
            "CREATE TABLE entries (idx {int} PRIMARY KEY, leaf {blob} NOT NULL)",
            "CREATE TABLE tiles (level {int} NOT NULL, idx {int} NOT NULL, bytes {blob} NOT NULL, PRIMARY KEY (level, idx))",
            // state: 0 served, 1 withheld, 2 erased (then bytes is null and erased_by says which entry did it).
            "CREATE TABLE documents (digest {blob} PRIMARY KEY, entry_idx {int} NOT NULL, resource TEXT NOT NULL, language TEXT NOT NULL, state {int} NOT NULL DEFAULT 0, erased_by {int}, bytes {blob})",
            "CREATE INDEX documents_entry ON documents (entry_idx)",
            "CREATE INDEX documents_resource ON documents (resource, language)",
            // The newest entry of each resource and language ('' where the resource has one document for all).
            "CREATE TABLE heads (resource TEXT NOT NULL, language TEXT NOT NULL, kind TEXT NOT NULL, state TEXT NOT NULL, revision {int} NOT NULL, entry_idx {int} NOT NULL, first_idx {int} NOT NULL, digest {blob}, address TEXT, PRIMARY KEY (resource, language))",
            // Every address ever given: current = 1 answers, 0 redirects to the resource's current one.
            "CREATE TABLE addresses (language TEXT NOT NULL, path TEXT NOT NULL, resource TEXT NOT NULL, current {int} NOT NULL, PRIMARY KEY (language, path))",
            "CREATE INDEX addresses_resource ON addresses (resource, language)",
            // What a language version leans on: another article, a language version, a file.
            "CREATE TABLE refs (resource TEXT NOT NULL, language TEXT NOT NULL, kind TEXT NOT NULL, target TEXT NOT NULL, PRIMARY KEY (resource, language, kind, target))",
            "CREATE INDEX refs_target ON refs (kind, target)",
            "CREATE TABLE media (id TEXT PRIMARY KEY, name TEXT NOT NULL, type TEXT NOT NULL, size {int} NOT NULL, sha256 {blob} NOT NULL, width {int}, height {int}, added {int} NOT NULL, erased_by {int})",
            "CREATE INDEX media_sha256 ON media (sha256)",
            "CREATE TABLE audit (id {serial}, time {int} NOT NULL, actor TEXT NOT NULL, act TEXT NOT NULL, resource TEXT, language TEXT, entry_idx {int}, digest {blob})",
            "CREATE TABLE outbox (id {serial}, time {int} NOT NULL, entry_idx {int} NOT NULL, done {int})",
            // How far an import has come, by its source.
            "CREATE TABLE import_state (source TEXT PRIMARY KEY, position TEXT NOT NULL, time {int} NOT NULL)",
        ]),
        ("who works at the desk", [
            // email_key is the address as it is compared. authenticator_key is encrypted; last_code is the digest of the code
            // used last, which is not taken twice.
            "CREATE TABLE users (id TEXT PRIMARY KEY, email TEXT NOT NULL, email_key TEXT NOT NULL UNIQUE, name TEXT NOT NULL, language TEXT, password_hash TEXT, stamp TEXT NOT NULL, two_factor {int} NOT NULL DEFAULT 0, authenticator_key TEXT, last_code TEXT, disabled {int} NOT NULL DEFAULT 0, created {int} NOT NULL, version {int} NOT NULL DEFAULT 1)",
            // Languages and sections separated by spaces; '' is all of them.
            "CREATE TABLE user_roles (user_id TEXT NOT NULL, role TEXT NOT NULL, languages TEXT NOT NULL, sections TEXT NOT NULL, PRIMARY KEY (user_id, role))",
            "CREATE TABLE user_logins (provider TEXT NOT NULL, subject TEXT NOT NULL, user_id TEXT NOT NULL, name TEXT, PRIMARY KEY (provider, subject))",
            "CREATE TABLE user_codes (user_id TEXT NOT NULL, digest {blob} NOT NULL, PRIMARY KEY (user_id, digest))",
            "CREATE TABLE user_passkeys (credential {blob} PRIMARY KEY, user_id TEXT NOT NULL, name TEXT, public_key {blob} NOT NULL, created {int} NOT NULL, sign_count {int} NOT NULL, transports TEXT NOT NULL, verified {int} NOT NULL, backup_eligible {int} NOT NULL, backed_up {int} NOT NULL, attestation {blob} NOT NULL, client_data {blob} NOT NULL)",
            "CREATE INDEX user_passkeys_user ON user_passkeys (user_id)",
            // The browser has the token, the store its digest: who reads the store can't sign in with what stands there.
            "CREATE TABLE sessions (digest {blob} PRIMARY KEY, handle TEXT NOT NULL UNIQUE, user_id TEXT NOT NULL, stamp TEXT NOT NULL, method TEXT NOT NULL, created {int} NOT NULL, seen {int} NOT NULL, proved {int} NOT NULL, address TEXT, agent TEXT)",
            "CREATE INDEX sessions_user ON sessions (user_id)",
            "CREATE TABLE invitations (digest {blob} PRIMARY KEY, id TEXT NOT NULL UNIQUE, email TEXT NOT NULL, name TEXT NOT NULL, role TEXT NOT NULL, languages TEXT NOT NULL, sections TEXT NOT NULL, invited_by TEXT NOT NULL, created {int} NOT NULL, expires {int} NOT NULL, used {int})",
            "CREATE TABLE attempts (what TEXT PRIMARY KEY, count {int} NOT NULL, since {int} NOT NULL)",
            // From where; which account it concerned; words of this program, such as a role's name. Never text of people.
            "ALTER TABLE audit ADD COLUMN address TEXT",
            "ALTER TABLE audit ADD COLUMN subject TEXT",
            "ALTER TABLE audit ADD COLUMN detail TEXT",
        ]),
        ("what is being written", [
            // One language version in the making. edition is its document without salt, digest names exactly these bytes;
            // version counts the saves, since is the first save after what is public now. approved is the digest that
            // approved_by has read, source that of the text a translation stands for. Nothing here is public, and an erasure takes
            // it away with the rest.
            "CREATE TABLE drafts (id TEXT NOT NULL, language TEXT NOT NULL, state TEXT NOT NULL, kind TEXT NOT NULL, headline TEXT NOT NULL, sections TEXT NOT NULL, edition {blob} NOT NULL, digest {blob} NOT NULL, version {int} NOT NULL, since {int} NOT NULL, act TEXT NOT NULL, note TEXT, major {int} NOT NULL DEFAULT 0, base {blob}, source {blob}, author TEXT NOT NULL, assigned TEXT, approved_by TEXT, approved {blob}, created {int} NOT NULL, changed {int} NOT NULL, changed_by TEXT NOT NULL, PRIMARY KEY (id, language))",
            "CREATE INDEX drafts_state ON drafts (state, changed)",
            "CREATE TABLE draft_versions (id TEXT NOT NULL, language TEXT NOT NULL, number {int} NOT NULL, time {int} NOT NULL, writer TEXT NOT NULL, edition {blob} NOT NULL, digest {blob} NOT NULL, PRIMARY KEY (id, language, number))",
            // Said of a passage: block is the block's id, quote the words marked; of the whole where both are null.
            "CREATE TABLE comments (comment TEXT PRIMARY KEY, id TEXT NOT NULL, language TEXT NOT NULL, block TEXT, quote TEXT, text TEXT NOT NULL, writer TEXT NOT NULL, time {int} NOT NULL, resolved {int}, resolved_by TEXT)",
            "CREATE INDEX comments_of ON comments (id, language)",
            // What goes out together: all of it or nothing. due: at that moment; held: why it waits for a person.
            "CREATE TABLE releases (release TEXT PRIMARY KEY, state TEXT NOT NULL, due {int}, held TEXT, creator TEXT NOT NULL, created {int} NOT NULL, done {int})",
            "CREATE INDEX releases_state ON releases (state, due)",
            "CREATE TABLE release_items (release TEXT NOT NULL, id TEXT NOT NULL, language TEXT NOT NULL, digest {blob} NOT NULL, PRIMARY KEY (release, id, language))",
            "CREATE INDEX release_items_of ON release_items (id, language)",
            // The last number given in a series and year.
            "CREATE TABLE series (kind TEXT NOT NULL, year {int} NOT NULL, last {int} NOT NULL, PRIMARY KEY (kind, year))",
            "CREATE TABLE desk_settings (name TEXT PRIMARY KEY, value TEXT NOT NULL)",
            "CREATE TABLE presence (id TEXT NOT NULL, language TEXT NOT NULL, user_id TEXT NOT NULL, seen {int} NOT NULL, PRIMARY KEY (id, language, user_id))",
            // A link for somebody without an account; the store has its digest only.
            "CREATE TABLE preview_links (digest {blob} PRIMARY KEY, link TEXT NOT NULL UNIQUE, id TEXT NOT NULL, language TEXT NOT NULL, label TEXT NOT NULL, creator TEXT NOT NULL, created {int} NOT NULL, expires {int} NOT NULL, revoked {int}, opened {int} NOT NULL DEFAULT 0, opened_last {int})",
            "CREATE INDEX preview_links_of ON preview_links (id, language)",
            // A deletion on legal grounds waits here for the second person.
            // A finding of the check before release that somebody has looked at and lets stand.
            "CREATE TABLE waivers (id TEXT NOT NULL, finding TEXT NOT NULL, writer TEXT NOT NULL, time {int} NOT NULL, PRIMARY KEY (id, finding))",
            // The site's settings as somebody means to change them: one in the making, others with their moment.
            "CREATE TABLE site_plans (plan TEXT PRIMARY KEY, state TEXT NOT NULL, settings {blob} NOT NULL, base {blob} NOT NULL, due {int}, held TEXT, creator TEXT NOT NULL, changed {int} NOT NULL)",
            // Addresses asked for that nothing stands at, and how often.
            "CREATE TABLE misses (path TEXT PRIMARY KEY, count {int} NOT NULL, last {int} NOT NULL)",
            // How often a page was read: by day, article, language and the site that led there ('' where none is told).
            "CREATE TABLE reads (day {int} NOT NULL, id TEXT NOT NULL, language TEXT NOT NULL, site TEXT NOT NULL, count {int} NOT NULL, PRIMARY KEY (day, id, language, site))",
            "CREATE TABLE erasure_requests (request TEXT PRIMARY KEY, id TEXT NOT NULL, language TEXT NOT NULL, ground TEXT NOT NULL, hide {int} NOT NULL, asked_by TEXT NOT NULL, asked {int} NOT NULL)",
        ]),
        ("mail to be sent", [
            // user_id, or name and address of somebody without an account. next: when it is tried, or, while somebody tries, when they
            // are taken for dead. link: forgotten once it is sent.
            "CREATE TABLE mails (id {serial}, kind TEXT NOT NULL, user_id TEXT, name TEXT, address TEXT, language TEXT, link TEXT NOT NULL, state TEXT NOT NULL, tries {int} NOT NULL, next {int} NOT NULL, created {int} NOT NULL, error TEXT)",
            "CREATE INDEX mails_due ON mails (state, next)",
            "CREATE TABLE mail_off (user_id TEXT PRIMARY KEY)",
        ]),
        ("clearance by others", [
            // A sheet asks parties without accounts for their word on exact texts. silence: who says nothing until the deadline
            // has agreed; settled: when that was written down.
            "CREATE TABLE clearances (sheet TEXT PRIMARY KEY, id TEXT NOT NULL, in_order {int} NOT NULL, silence {int} NOT NULL, deadline {int} NOT NULL, creator TEXT NOT NULL, created {int} NOT NULL, closed {int}, settled {int})",
            "CREATE INDEX clearances_of ON clearances (id)",
            "CREATE TABLE clearance_texts (sheet TEXT NOT NULL, language TEXT NOT NULL, digest {blob} NOT NULL, PRIMARY KEY (sheet, language))",
            // asked: when their turn began. The link's token is here as a digest only.
            "CREATE TABLE clearance_parties (party TEXT PRIMARY KEY, sheet TEXT NOT NULL, place {int} NOT NULL, name TEXT NOT NULL, email TEXT NOT NULL, token {blob} NOT NULL UNIQUE, asked {int})",
            "CREATE INDEX clearance_parties_of ON clearance_parties (sheet, place)",
            // Kept for ever: who said what of which digest when. Only the comment is text of people.
            "CREATE TABLE clearance_answers (party TEXT NOT NULL, language TEXT NOT NULL, digest {blob} NOT NULL, answer TEXT NOT NULL, time {int} NOT NULL, address TEXT, comment TEXT, PRIMARY KEY (party, language, digest))",
            "CREATE TABLE clearance_remarks (remark TEXT PRIMARY KEY, sheet TEXT NOT NULL, party TEXT NOT NULL, language TEXT NOT NULL, block TEXT, quote TEXT, text TEXT NOT NULL, time {int} NOT NULL)",
        ]),
        ("embargo on a text", [
            // No language version of the article goes out before until.
            "CREATE TABLE embargoes (id TEXT PRIMARY KEY, until {int} NOT NULL, writer TEXT NOT NULL)",
        ]),
        ("saves that were asked for", [
            // Saves that the script makes by itself are thinned out within a sitting; those that somebody asked for are kept.
            "ALTER TABLE draft_versions ADD COLUMN asked {int} NOT NULL DEFAULT 1",
        ]),
        ("what a file has of its own", [
            // What must stay in sight of a picture, in thousandths from the left and the top: where a text begins that places it.
            "ALTER TABLE media ADD COLUMN focal_x {int}",
            "ALTER TABLE media ADD COLUMN focal_y {int}",
            // What it says of the people behind it, as JSON; null where nobody has looked.
            "ALTER TABLE media ADD COLUMN tells TEXT",
        ]),
        ("records in the making", [
            // A record of the register in the making, as drafts are of texts. base is the document it was begun from.
            "CREATE TABLE record_drafts (id TEXT PRIMARY KEY, state TEXT NOT NULL, kind TEXT NOT NULL, record {blob} NOT NULL, digest {blob} NOT NULL, version {int} NOT NULL, since {int} NOT NULL, act TEXT NOT NULL, note TEXT, base {blob}, author TEXT NOT NULL, approved_by TEXT, approved {blob}, created {int} NOT NULL, changed {int} NOT NULL, changed_by TEXT NOT NULL)",
            "CREATE INDEX record_drafts_state ON record_drafts (state, changed)",
            "CREATE TABLE record_draft_versions (id TEXT NOT NULL, number {int} NOT NULL, time {int} NOT NULL, writer TEXT NOT NULL, record {blob} NOT NULL, digest {blob} NOT NULL, PRIMARY KEY (id, number))",
        ]),
        ("saves of records that were asked for", [
            // As of texts.
            "ALTER TABLE record_draft_versions ADD COLUMN asked {int} NOT NULL DEFAULT 1",
        ]),
    ];

    /// <summary>Which tables stand in the second schema, the desk's, where the database has schemas.</summary>
    public static readonly string[] DeskTables =
        ["media", "audit", "outbox", "import_state", "users", "user_roles", "user_logins", "user_codes", "user_passkeys", "sessions", "invitations", "attempts",
            "drafts", "draft_versions", "comments", "releases", "release_items", "series", "desk_settings", "presence", "preview_links", "mails", "mail_off", "clearances", "clearance_texts", "clearance_parties", "clearance_answers", "clearance_remarks",
            "waivers", "site_plans", "misses", "reads", "erasure_requests", "embargoes", "record_drafts", "record_draft_versions"];
}
