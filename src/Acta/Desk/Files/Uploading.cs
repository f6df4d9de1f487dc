using System.Globalization;
using System.Text.Json;
using Acta.Access;
using Acta.Media;
using Acta.Record.Bodies;
using Acta.Store;

namespace Acta.Desk.Files;

/// <summary>
/// Files sent to the desk. A small one comes whole, by a form or as a body of its own. A large one is begun, sent part by
/// part, each at the offset where the last one ended, and gone on with after a broken connection.
/// </summary>
internal static class Uploading
{
    public const long Whole = 32 << 20;
    public const long Part = 9 << 20;

    private const string Prefix = "upload.script.";

    /// <summary>What the script that sends a file has to say.</summary>
    public static string Words(DeskWords words) => JsonSerializer.Serialize(DeskWords.Keys(words.Language).Where(k => k.StartsWith(Prefix, StringComparison.Ordinal)).ToDictionary(k => k[Prefix.Length..], k => words[k]));

    public static async Task Send(DeskRequest r)
    {
        try
        {
            await Took(r, await Take(r));
        }
        catch (Exception e) when (e is UploadRefused or UserError or StorageFault)
        {
            await Refuse(r, e);
        }
    }

    public static async Task Begin(DeskRequest r)
    {
        try
        {
            _ = long.TryParse(await r.Field("size"), out var size);
            var id = r.Need<Uploads>().Begin(await r.Field("name"), size, r.Staff.Id);
            await r.Json(JsonSerializer.Serialize(new Dictionary<string, object> { ["upload"] = $"/desk/media/uploads/{id}", ["offset"] = 0 }));
        }
        catch (Exception e) when (e is UploadRefused or UserError or StorageFault)
        {
            await Refuse(r, e);
        }
    }

    /// <summary>How far it has come.</summary>
    public static Task State(DeskRequest r)
    {
        if (Find(r) is not var (_, have, size, _)) return Finished(r) is { } file ? Answer(r, file) : r.Message(404, "no-page");
        r.Http.Response.Headers["Upload-Offset"] = have.ToString(CultureInfo.InvariantCulture);
        return r.Json(JsonSerializer.Serialize(new Dictionary<string, object> { ["offset"] = have, ["size"] = size }));
    }

    public static async Task Append(DeskRequest r)
    {
        if (Find(r) is not var (id, _, size, name) || !long.TryParse(r.Http.Request.Headers["Upload-Offset"], out var offset))
        {
            await r.Message(404, "no-page");
            return;
        }
        try
        {
            var have = await r.Need<Uploads>().Append(id, offset, size, r.Http.Request.Body, r.Http.RequestAborted);
            if (have == size)
            {
                await Took(r, r.Need<Uploads>().Finish(id, name));
                return;
            }
            if (have is null) r.Http.Response.StatusCode = 409;
            await State(r);
        }
        catch (Exception e) when (e is UploadRefused or UserError or StorageFault)
        {
            await Refuse(r, e);
        }
    }

    /// <summary>The file of a form or of the body itself.</summary>
    /// <param name="r">The request.</param>
    /// <param name="field">The form's field.</param>
    public static async Task<MediaFile> Take(DeskRequest r, string field = "file")
    {
        var request = r.Http.Request;
        if (!request.HasFormContentType)
        {
            var name = Uri.UnescapeDataString(request.Headers["X-File-Name"].ToString());
            return await r.Need<Uploads>().Take(request.Body, name, r.Http.RequestAborted);
        }
        await r.Field("");
        if (request.Form.Files.GetFile(field) is not { Length: > 0 } sent) throw new UploadRefused("upload.empty");
        await using var content = sent.OpenReadStream();
        return await r.Need<Uploads>().Take(content, sent.FileName, r.Http.RequestAborted);
    }

    public static void Note(DeskRequest r, string act, MediaFile file)
    {
        r.Need<RenditionMaker>().Wish(file);
        using var w = r.Need<MainStore>().BeginDeskWrite();
        AuditTrail.Add(w, r.Need<TimeProvider>(), r.Staff.Actor, act, r.Address, file.Id, null, file.Digest.ToBytes());
        w.Commit();
    }

    public static string Told(DeskRequest r, Exception e) => e switch { UploadRefused refused => r.Words[refused.Why], StorageFault => r.Words["upload.storage"], _ => e.Message };

    /// <summary>Whose fault it is: the file's, or ours.</summary>
    public static int Status(Exception e) => e is StorageFault ? 503 : 400;

    private static async Task Took(DeskRequest r, MediaFile file)
    {
        Note(r, "media-add", file);
        if (!IsScript(r))
        {
            await r.Go($"/desk/media/{file.Id}", "uploaded");
            return;
        }
        await Answer(r, file);
    }

    private static Task Answer(DeskRequest r, MediaFile file)
    {
        // A file that was known may have a point of its own.
        FocalPoint? focal;
        using (var reading = r.Need<MainStore>().Read()) focal = FileRows.FocalOf(reading, file.Id);
        return r.Json(JsonSerializer.Serialize(Facts(file, focal)));
    }

    /// <summary><c>GET /desk/editor/pictures</c>: what a picture in a text may be chosen from, the newest first.</summary>
    public static Task Pictures(DeskRequest r)
    {
        using var reading = r.Need<MainStore>().Read();
        return r.Json(JsonSerializer.Serialize(FileRows.Pictures(reading, 200).Where(p => p.File.Type != "image/svg+xml").Select(p => Facts(p.File, p.Focal))));
    }

    private static Dictionary<string, object?> Facts(MediaFile file, FocalPoint? focal) => new()
    {
        ["id"] = file.Id.ToString(),
        ["name"] = file.Name,
        ["url"] = LibraryPage.Address(file),
        ["type"] = file.Type,
        // With these two a picture in a text names its file, not an address.
        ["size"] = file.Size,
        ["sha256"] = file.Digest.Hex,
        ["width"] = file.Width,
        ["height"] = file.Height,
        ["focusX"] = focal?.X,
        ["focusY"] = focal?.Y,
    };

    private static async Task Refuse(DeskRequest r, Exception e)
    {
        if (!IsScript(r))
        {
            await LibraryPage.Show(r, Told(r, e), Status(e));
            return;
        }
        r.Http.Response.StatusCode = Status(e);
        await r.Json(JsonSerializer.Serialize(new Dictionary<string, string> { ["refused"] = Told(r, e) }));
    }

    private static (Guid Id, long Have, long Size, string Name)? Find(DeskRequest r) =>
        Guid.TryParseExact(r.Value("upload"), "D", out var id) && r.Need<Uploads>().Find(id, r.Staff.Id) is var (have, size, name) ? (id, have, size, name) : null;

    // It was whole, and the answer that said so was lost.
    private static MediaFile? Finished(DeskRequest r) =>
        Guid.TryParseExact(r.Value("upload"), "D", out var id) && r.Need<Uploads>().Finished(id, r.Staff.Id) is { } file ? FileRows.Find(r, file) : null;

    private static bool IsScript(DeskRequest r) => r.WantsJson || !r.Http.Request.HasFormContentType;
}
