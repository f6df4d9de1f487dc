using System.Diagnostics;
using System.Security.Cryptography;
using Acta.Following;
using Acta.Record.Register;
using Acta.Views.Register;

namespace Acta.Reader.Api;

/// <summary>
/// <c>/api/v1/bulk/register/…</c>: the whole register in each form of exchange, made when it is asked for after something in it changed.
/// </summary>
/// <param name="views">Tells whether it changed.</param>
/// <param name="make">The bytes of a form, as the export writes them.</param>
public sealed class RegisterFiles(ViewsDb views, Func<string, byte[]> make) : IDisposable
{
    // Making files again takes at most a hundredth of the time, but for what was removed, which is never given out.
    private const int Share = 100;

    private static readonly Dictionary<string, string> s_types = new(StringComparer.Ordinal)
    {
        ["jsonl.gz"] = "application/gzip", ["popolo.json.gz"] = "application/gzip", ["jsonld.gz"] = "application/gzip", ["csv.zip"] = "application/zip",
    };

    private readonly Dictionary<string, Made> _made = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _one = new(1, 1);

    /// <summary>The forms, each the end of a file's name.</summary>
    public static IReadOnlyCollection<string> Forms => s_types.Keys;

    /// <summary>A file of the register.</summary>
    /// <param name="Form">Its form.</param>
    /// <param name="Answer">Its bytes.</param>
    /// <param name="Sha256">Their digest.</param>
    public sealed record RegisterFile(string Form, Answer Answer, byte[] Sha256);

    /// <summary>One file.</summary>
    public async Task Get(HttpContext http)
    {
        var form = (string)http.Request.RouteValues["form"]!;
        if (!s_types.ContainsKey(form))
        {
            await Problem.Write(http, 404, "not-found", $"There is no such file; there are {string.Join(", ", Forms)}.");
            return;
        }
        var file = await Current(form, http.RequestAborted);
        http.Response.Headers.ContentDisposition = $"attachment; filename=\"register.{form}\"";
        http.Response.Headers["Repr-Digest"] = $"sha-256=:{Convert.ToBase64String(file.Sha256)}:";
        await Answering.Write(http, file.Answer);
    }

    /// <summary>A file as it stands.</summary>
    public async Task<RegisterFile> Current(string form, CancellationToken stop)
    {
        await _one.WaitAsync(stop);
        try
        {
            var (changed, removed) = Last();
            if (_made.TryGetValue(form, out var made) && (made.Changed == changed || (made.Removed == removed && Stopwatch.GetElapsedTime(made.At) <= made.Took * Share))) return made.File;
            var begin = Stopwatch.GetTimestamp();
            var bytes = await Task.Run(() => make(form), CancellationToken.None);
            var file = new RegisterFile(form, new Answer(new Content(200, s_types[form], bytes)), SHA256.HashData(bytes));
            _made[form] = new Made(file, changed, removed, Stopwatch.GetTimestamp(), Stopwatch.GetElapsedTime(begin));
            return file;
        }
        finally
        {
            _one.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _one.Dispose();

    private (long Changed, long Removed) Last()
    {
        using var reading = views.Read();
        var register = new RegisterQueries(reading);
        return (register.LastChange([.. RegisterRecord.Kinds]), register.LastRemoval());
    }

    private sealed record Made(RegisterFile File, long Changed, long Removed, long At, TimeSpan Took);
}
