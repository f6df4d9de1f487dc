using System.Globalization;
using System.Text.Json;
using Acta.Access;
using Acta.Desk.Articles;
using Acta.Desk.Register;
using Acta.Desk.Site;
using Acta.Media;
using Acta.Record;
using Acta.Record.Bodies;
using Acta.Record.News;
using Acta.Record.Site;
using Acta.Store;

namespace Acta.Desk.Files;

/// <summary><c>/desk/media</c>: every file, and each with what uses it.</summary>
internal static class LibraryPage
{
    public const int PageSize = 60;

    public static readonly IReadOnlyList<string> Kinds = ["image", "video", "audio", "document"];

    /// <summary>What a file may say of the people behind it, in the order shown.</summary>
    public static readonly IReadOnlyList<string> Tells = ["author", "changed-by", "company", "manager", "comments", "changes", "place", "files", "title", "subject", "closed"];

    /// <summary>The library as a page; as data, for a field that chooses a file, the first matches.</summary>
    public static Task Show(DeskRequest r)
    {
        if (!r.WantsJson) return Show(r, null, 200);
        var query = r.Http.Request.Query;
        return r.Json(JsonSerializer.Serialize(Find(r, query["q"].ToString().Trim(), query["kind"].ToString()).Select(f => new { id = f.Id, name = f.Name, kind = f.Kind, hint = f.Hint, thumb = f.Thumb })));
    }

    /// <summary>The newest files of a name, as a field shows them.</summary>
    /// <param name="r">The request.</param>
    /// <param name="text">A part of the name; empty: any.</param>
    /// <param name="kind">One of <see cref="Kinds"/>; another: any.</param>
    public static IReadOnlyList<FoundRecord> Find(DeskRequest r, string text, string kind)
    {
        using var reading = r.Need<MainStore>().Read();
        return [.. FileRows.All(reading).Where(f => f.Name.Contains(text, StringComparison.CurrentCultureIgnoreCase) && (!Kinds.Contains(kind) || KindOf(f) == kind)).Take(FindRecord.Most).Select(f => Of(f, r.Words))];
    }

    /// <summary>A file among what was found or chosen.</summary>
    public static FoundRecord Of(MediaFile file, DeskWords words) => new(file.Id, file.Name, null, words["media.kind." + KindOf(file)], words.Size(file.Size), false) { Thumb = Thumb(file) };

    public static Task Show(DeskRequest r, string? fault, int status)
    {
        var query = r.Http.Request.Query;
        var (text, kind, unused) = (query["q"].ToString().Trim(), query["kind"].ToString(), query["unused"] == "yes");
        _ = int.TryParse(query["page"], out var page);
        using var reading = r.Need<MainStore>().Read();
        var used = FileRows.Used(reading);
        var files = FileRows.All(reading).Where(f => f.Name.Contains(text, StringComparison.CurrentCultureIgnoreCase) && (kind.Length == 0 || KindOf(f) == kind) && !(unused && used.Contains(f.Id))).ToList();
        page = Math.Clamp(page, 1, Math.Max(1, (files.Count + PageSize - 1) / PageSize));
        return r.Page(Slices.MediaList.Create(new MediaListModel(
            r.Frame(r.Words["media.title"]), [.. files.Skip((page - 1) * PageSize).Take(PageSize)], used, files.Count, page, text, kind, unused, fault, r.Staff.May(Rights.Writers | Roles.Keeper))), status);
    }

    /// <summary>One file.</summary>
    public static Task ShowFile(DeskRequest r) => ShowFile(r, null, 200);

    /// <summary>
    /// Puts another file in its place: every text that uses it is begun to be changed, to be read, approved and released as
    /// any change is. The file itself stays as it was; what is public names its bytes.
    /// </summary>
    public static async Task Replace(DeskRequest r)
    {
        if (FileRows.Find(r, r.Value("id")) is not { } old)
        {
            await r.Message(404, "no-page");
            return;
        }
        MediaFile file;
        try
        {
            // A script has sent it before, part by part.
            file = await r.Field("by") is { Length: > 0 } by ? FileRows.Find(r, by) ?? throw new UploadRefused("upload.empty") : await Uploading.Take(r);
        }
        catch (Exception e) when (e is UploadRefused or UserError or StorageFault)
        {
            await ShowFile(r, Uploading.Told(r, e), Uploading.Status(e));
            return;
        }
        if (file.Id == old.Id || KindOf(file) != KindOf(old))
        {
            await ShowFile(r, r.Words[file.Id == old.Id ? "media.replace.same" : "media.replace.kind"], 400);
            return;
        }
        Uploading.Note(r, "media-replace", file);
        IReadOnlyList<FileUse> uses;
        IReadOnlyList<RecordUse> records;
        using (var reading = r.Need<MainStore>().Read())
        {
            uses = FileRows.UsesOf(reading, old.Id);
            records = FileRows.RecordUsesOf(reading, old.Id);
        }
        var left = records.Where(u => u.State is not ("former" or "withdrawn")).DistinctBy(u => u.Id).Count(u => !Change(r, u, old, file));
        if (!ChangeSite(r, old, file)) left++;
        foreach (var use in uses.Where(u => u.State is not ("former" or "withdrawn")).DistinctBy(u => (u.Id, u.Language)))
            if (!Change(r, use, old, file)) left++;
        await r.Go($"/desk/media/{file.Id}", left == 0 ? "replaced" : "replaced-in-part");
    }

    // The record is open to be changed, with the new file in the place of the old.
    private static bool Change(DeskRequest r, RecordUse use, MediaFile old, MediaFile file)
    {
        if (EditRecord.StateOf(r, use.Id) is not { Says: { } says } state) return false;
        var outcome = r.Need<RecordDrafts>().Save(RecordForm.WithFile(says, old.Id, file), state.Draft?.Version ?? 0, state.Draft is { } draft ? draft.Base : state.Published?.Digest, state.Draft?.Act ?? Act.Revise, state.Draft?.Note, r.Staff, r.Address);
        return outcome is RecordOutcome.Done;
    }

    /// <summary>What must stay in sight of a picture, for the texts that will place it; those that have, keep theirs.</summary>
    public static async Task Point(DeskRequest r)
    {
        if (FileRows.Find(r, r.Value("id")) is not { } file || KindOf(file) != "image")
        {
            await r.Message(404, "no-page");
            return;
        }
        var (across, down) = (await r.Field("across"), await r.Field("down"));
        var isWhole = TryPercent(across, out var x) & TryPercent(down, out var y);
        if (!isWhole && across.Length + down.Length > 0)
        {
            await ShowFile(r, r.Words["media.focal.wrong"], 400);
            return;
        }
        using (var w = r.Need<MainStore>().BeginDeskWrite())
        {
            w.Execute("UPDATE media SET focal_x = @x, focal_y = @y WHERE id = @id", ("@x", isWhole ? (long)x : null), ("@y", isWhole ? (long)y : null), ("@id", file.Id.ToString()));
            AuditTrail.Add(w, r.Need<TimeProvider>(), r.Staff.Actor, "media-focal", r.Address, file.Id, null, file.Digest.ToBytes());
            w.Commit();
        }
        await r.Go($"/desk/media/{file.Id}", "saved");
    }

    // Percent with or without a fraction, in thousandths.
    private static bool TryPercent(string typed, out int thousandths)
    {
        var isNumber = decimal.TryParse(typed.Replace(',', '.'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var percent) && percent <= 100;
        thousandths = isNumber ? (int)decimal.Round(percent * 10) : 0;
        return isNumber;
    }

    private static bool Change(DeskRequest r, FileUse use, MediaFile old, MediaFile file)
    {
        var drafts = r.Need<Drafts>();
        if (drafts.Find(use.Id, use.Language) is not { State: not DraftState.Published } draft)
        {
            Edition? edition;
            Digest digest;
            using (var reading = r.Need<MainStore>().Read())
            {
                if (r.Need<PublishedList>().Find(use.Id)?.In(use.Language) is not { Digest: { } now }) return false;
                (edition, digest) = (reading.Document(now) is { State: DocumentState.Served, Bytes: { } bytes } ? (Edition)Document.Read(bytes) : null, now);
            }
            if (edition is null || !r.Staff.MayWrite(use.Language, Rights.MainSection(edition.Sections), edition.EditionKind != EditionKind.Original)) return false;
            if (drafts.Reopen(edition, digest, null, Act.Revise, r.Staff, r.Address) is not DraftOutcome.Done begun) return false;
            draft = begun.Draft;
        }
        return drafts.Save(use.Id, use.Language, draft.Version, d => d with { Edition = FileChange.In(d.Edition, old.Id, file) }, r.Staff, r.Address) is DraftOutcome.Done;
    }

    // The emblem: changed in what this publisher has in the making of the site. Plans of others, and those that are scheduled, stay.
    private static bool ChangeSite(DeskRequest r, MediaFile old, MediaFile file)
    {
        IReadOnlyList<SiteUse> uses;
        SitePlan? mine;
        (SiteSettings Settings, Digest Digest)? current;
        using (var reading = r.Need<MainStore>().Read())
        {
            uses = [.. FileRows.SiteUsesOf(reading, old.Id).Where(u => u.State != "former")];
            mine = SitePlans.All(reading).FirstOrDefault(p => p.State == "draft" && p.Creator == r.Staff.Id);
            current = CurrentSettings.Of(reading);
        }
        if (uses.Count == 0) return true;
        if (current is not var (now, digest) || !r.Staff.May(Roles.Publisher)) return false;
        var begun = mine?.Settings ?? now;
        if (begun.Emblem?.Id == old.Id) r.Need<SitePlans>().Keep(begun with { Salt = "", Emblem = file }, mine?.Base ?? digest, r.Staff);
        return uses.All(u => u.State == "live" || (u.State == "draft" && u.By == r.Staff.Id));
    }

    private static Task ShowFile(DeskRequest r, string? fault, int status)
    {
        if (FileRows.Find(r, r.Value("id")) is not { } file) return r.Message(404, "no-page");
        using var reading = r.Need<MainStore>().Read();
        return r.Page(Slices.MediaFacts.Create(new MediaFactsModel(r.Frame(file.Name), file, FileRows.FocalOf(reading, file.Id), FileRows.TellsOf(reading, file.Id), FileRows.UsesOf(reading, file.Id), FileRows.SiteUsesOf(reading, file.Id), FileRows.RecordUsesOf(reading, file.Id), fault, r.Staff.May(Rights.Writers | Roles.Keeper))), status);
    }

    public static string KindOf(MediaFile file) => Kinds.FirstOrDefault(k => file.Type.StartsWith(k + "/", StringComparison.Ordinal)) ?? "document";

    /// <summary>The address of a picture small enough for a list; null where it is none.</summary>
    public static string? Thumb(MediaFile file) => !file.Type.StartsWith("image/", StringComparison.Ordinal) ? null
        : Renditions.WidthsOf(file) is [var width, ..] ? $"/desk/media/{file.Id}/w/{width}.webp" : Address(file);

    public static string Address(MediaFile file) => $"/desk/media/{file.Id}/{Uri.EscapeDataString(file.Name)}";
}

public sealed record MediaListModel(
    DeskFrame Frame, IReadOnlyList<MediaFile> Files, IReadOnlySet<Guid> Used, int Total, int Page, string Text, string Kind, bool Unused, string? Fault, bool MayAdd);

public sealed record MediaFactsModel(DeskFrame Frame, MediaFile File, FocalPoint? Focal, IReadOnlyDictionary<string, string[]>? Tells, IReadOnlyList<FileUse> Uses, IReadOnlyList<SiteUse> SiteUses, IReadOnlyList<RecordUse> RecordUses, string? Fault, bool MayAdd);

/// <summary>A form that sends a file.</summary>
/// <param name="Frame">Of its page.</param>
/// <param name="Action">Where it goes without a script.</param>
/// <param name="Label">What it is for.</param>
/// <param name="Sent">The field that takes the number of the file once the script has sent it, and the form goes on with that; null: the file's page is opened.</param>
/// <param name="Accept">The type of file that is meant; null: any.</param>
public sealed record UploadFormModel(DeskFrame Frame, string Action, string Label, string? Sent = null, string? Accept = null);
