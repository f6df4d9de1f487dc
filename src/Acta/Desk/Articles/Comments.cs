using Acta.Store;

namespace Acta.Desk.Articles;

/// <summary>A remark on a passage, or on the whole.</summary>
/// <param name="Id">Its name.</param>
/// <param name="Block">The passage's block; null: the whole.</param>
/// <param name="Quote">The words marked.</param>
/// <param name="Text">The remark.</param>
/// <param name="Writer">Whose.</param>
/// <param name="Time">When.</param>
/// <param name="ResolvedBy">Who has seen to it.</param>
public sealed record Comment(Guid Id, string? Block, string? Quote, string Text, Guid Writer, DateTimeOffset Time, Guid? ResolvedBy);

/// <summary>Remarks on drafts: for those who work here only, and gone with the text.</summary>
internal static class Comments
{
    private const int Longest = 4000;

    public static IReadOnlyList<Comment> Of(Reading r, Guid id, string language) => r.Query(
        "SELECT comment, block, quote, text, writer, time, resolved_by FROM comments WHERE id = @id AND language = @language ORDER BY time",
        row => new Comment(Guid.Parse(row.GetString(0)), row.IsDBNull(1) ? null : row.GetString(1), row.IsDBNull(2) ? null : row.GetString(2), row.GetString(3), Guid.Parse(row.GetString(4)),
            DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(5)), row.IsDBNull(6) ? null : Guid.Parse(row.GetString(6))),
        ("@id", id.ToString()), ("@language", language));

    public static void Add(Writing w, Guid id, string language, string text, string? block, string? quote, Guid writer, DateTimeOffset now) => w.Execute(
        "INSERT INTO comments (comment, id, language, block, quote, text, writer, time) VALUES (@comment, @id, @language, @block, @quote, @text, @writer, @time)",
        ("@comment", Guid.NewGuid().ToString()), ("@id", id.ToString()), ("@language", language), ("@block", block), ("@quote", quote),
        ("@text", text.Length > Longest ? text[..Longest] : text), ("@writer", writer.ToString()), ("@time", now.ToUnixTimeMilliseconds()));

    public static async Task Say(DeskRequest r)
    {
        if (ArticleRequest.Version(r) is not var (id, language) || r.Need<Drafts>().Find(id, language) is not { } draft)
        {
            await r.Message(404, "no-page");
            return;
        }
        var (text, quote) = (await r.Field("comment"), await r.Field("quote"));
        if (text.Length == 0)
        {
            await EditPage.Show(r, draft, null, r.Words["comment.empty"], 400);
            return;
        }
        // The passage is the block that has the words; a passage may also go over several, or stand in a field.
        var block = quote.Length == 0 ? null : draft.Edition.Body.FirstOrDefault(b => Same(Record.Bodies.BodyText.Plain([b])).Contains(Same(quote), StringComparison.Ordinal))?.Id;
        if (quote.Length > 0 && block is null && !new[] { Record.Bodies.BodyText.Plain(draft.Edition.Body), Record.Bodies.Markdown.Write(draft.Edition.Body), draft.Edition.Headline, draft.Edition.Summary ?? "" }.Any(t => Same(t).Contains(Same(quote), StringComparison.Ordinal)))
        {
            await EditPage.Show(r, draft, null, r.Words["comment.nowhere"], 400);
            return;
        }
        using (var w = r.Need<MainStore>().BeginDeskWrite())
        {
            Add(w, id, language, text, block, quote.Length == 0 ? null : quote[..Math.Min(quote.Length, 500)], r.Staff.Id, r.Need<TimeProvider>().GetUtcNow());
            w.Commit();
        }
        await r.Go($"/desk/articles/{id}/{language}", "commented");
    }

    private static string Same(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    public static async Task Resolve(DeskRequest r)
    {
        if (ArticleRequest.Version(r) is var (id, language)) await Resolve(r, id, language, $"/desk/articles/{id}/{language}");
        else await r.Message(404, "no-page");
    }

    /// <summary>Marks one as settled, and goes back to its page.</summary>
    internal static async Task Resolve(DeskRequest r, Guid id, string language, string page)
    {
        using (var w = r.Need<MainStore>().BeginDeskWrite())
        {
            w.Execute("UPDATE comments SET resolved = @now, resolved_by = @by WHERE comment = @comment AND id = @id AND language = @language AND resolved IS NULL",
                ("@now", r.Need<TimeProvider>().GetUtcNow().ToUnixTimeMilliseconds()), ("@by", r.Staff.Id.ToString()), ("@comment", await r.Field("comment")), ("@id", id.ToString()), ("@language", language));
            w.Commit();
        }
        await r.Go(page, "saved");
    }
}

/// <summary>Who has a text open now: told to the others, so that two do not write past each other.</summary>
internal static class Presence
{
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(90);

    public static void Seen(DeskRequest r, Guid id, string language)
    {
        if (!r.Staff.May(Rights.Writers | Access.Roles.Keeper)) return;
        using var w = r.Need<MainStore>().BeginDeskWrite();
        w.Execute("INSERT INTO presence (id, language, user_id, seen) VALUES (@id, @language, @user, @now) ON CONFLICT (id, language, user_id) DO UPDATE SET seen = excluded.seen",
            ("@id", id.ToString()), ("@language", language), ("@user", r.Staff.Id.ToString()), ("@now", r.Need<TimeProvider>().GetUtcNow().ToUnixTimeMilliseconds()));
        w.Commit();
    }

    public static IReadOnlyList<string> Others(Reading reading, DeskRequest r, Guid id, string language) => reading.Query(
        "SELECT u.name FROM presence p JOIN users u ON u.id = p.user_id WHERE p.id = @id AND p.language = @language AND p.user_id <> @user AND p.seen > @since ORDER BY u.name",
        row => row.GetString(0),
        ("@id", id.ToString()), ("@language", language), ("@user", r.Staff.Id.ToString()), ("@since", r.Need<TimeProvider>().GetUtcNow().Subtract(Long).ToUnixTimeMilliseconds()));
}
