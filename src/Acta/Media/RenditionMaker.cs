using System.Diagnostics;
using System.Globalization;
using System.Threading.Channels;
using Acta.Record.Bodies;
using Acta.Store;

namespace Acta.Media;

/// <summary>
/// Has renditions made, one picture at a time, each by a process of its own with little memory, little time and a low
/// priority: a picture that a decoder chokes on takes that process with it and nothing else. What is made is derived: it may
/// be thrown away and is made again when somebody asks for it.
/// </summary>
public sealed class RenditionMaker(DataFolder folder, IMediaStorage storage) : IDisposable
{
    private const long MostMemory = 1536L << 20;

    private static readonly TimeSpan MostTime = TimeSpan.FromSeconds(60);

    private readonly Channel<MediaFile> _wishes = Channel.CreateUnbounded<MediaFile>();
    // What waits or has failed: it is not asked for twice while this server runs.
    private readonly HashSet<Guid> _known = [];
    private readonly CancellationTokenSource _stop = new();
    private Task? _working;
    private int _waiting;

    /// <summary>The program that is run; tests put another in its place.</summary>
    public IReadOnlyList<string> Program { get; set; } = Self();

    /// <summary>Pictures not made yet.</summary>
    public int Waiting => Volatile.Read(ref _waiting);

    /// <summary>Where the renditions of a picture are.</summary>
    public static string FolderOf(DataFolder folder, Guid id) => MediaLibrary.PathOf(folder, id) + ".renditions";

    /// <summary>The file of a rendition; null where it is not made yet.</summary>
    public string? Find(MediaFile file, int width, string format)
    {
        var path = Path.Combine(FolderOf(folder, file.Id), $"{width}.{format}");
        return File.Exists(path) ? path : null;
    }

    /// <summary>Has the renditions of a picture made in the background; nothing where it has none, or they are being made.</summary>
    public void Wish(MediaFile file)
    {
        if (Renditions.WidthsOf(file).Count == 0) return;
        lock (_known)
        {
            if (!_known.Add(file.Id)) return;
            Interlocked.Increment(ref _waiting);
            _wishes.Writer.TryWrite(file);
            _working ??= Task.Run(Work);
        }
    }

    private async Task Work()
    {
        try
        {
            await foreach (var file in _wishes.Reader.ReadAllAsync(_stop.Token))
            {
                try
                {
                    if (await Make(file))
                        lock (_known) _known.Remove(file.Id);
                    else await Console.Error.WriteLineAsync($"acta: the renditions of file {file.Id} could not be made; readers get the file itself.");
                }
                catch (Exception e) when (e is IOException or UnauthorizedAccessException or System.ComponentModel.Win32Exception or InvalidOperationException)
                {
                    await Console.Error.WriteLineAsync($"acta: the renditions of file {file.Id} could not be made: {e.Message}");
                }
                finally
                {
                    Interlocked.Decrement(ref _waiting);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The server ends; what is missing is made when it is asked for.
        }
    }

    private async Task<bool> Make(MediaFile file)
    {
        if (storage.Length(file.Id) is null) return false;
        if (storage.PathOf(file.Id) is { } here) return await Make(file, here);
        // A decoder wants a file of this machine: it gets a copy for as long as it works.
        var copy = Path.Combine(folder.MediaFolder, "." + Guid.NewGuid().ToString("N"));
        try
        {
            Directory.CreateDirectory(folder.MediaFolder);
            await using (var content = storage.Open(file.Id, 0, file.Size))
            await using (var stream = File.Create(copy)) await content.CopyToAsync(stream, _stop.Token);
            return await Make(file, copy);
        }
        finally
        {
            File.Delete(copy);
        }
    }

    private async Task<bool> Make(MediaFile file, string source)
    {
        var widths = string.Join(',', Renditions.WidthsOf(file).Select(w => w.ToString(CultureInfo.InvariantCulture)));
        string[] words = [.. Program, "rendition", source, FolderOf(folder, file.Id), widths];
        // Whoever reads comes first: it runs where nobody else wants the processor, as far as the system knows that.
        // Address space bounds what a decoder may ask for at once; what it really takes is looked at below.
        var info = OperatingSystem.IsWindows()
            ? new ProcessStartInfo(words[0], words[1..])
            : new ProcessStartInfo("/bin/sh", ["-c", "ulimit -v 8388608; ulimit -c 0; if command -v chrt >/dev/null; then exec chrt -i 0 \"$0\" \"$@\"; else exec nice -n 15 \"$0\" \"$@\"; fi", .. words]);
        info.RedirectStandardError = info.RedirectStandardOutput = info.RedirectStandardInput = true;
        foreach (var (name, value) in new[] { ("DOTNET_GCHeapHardLimit", "0x8000000"), ("DOTNET_gcServer", "0"), ("DOTNET_TieredPGO", "0"), ("VIPS_CONCURRENCY", "1") }) info.Environment[name] = value;
        using var process = Process.Start(info)!;
        process.StandardInput.Close();
        var said = Task.WhenAll(process.StandardError.ReadToEndAsync(), process.StandardOutput.ReadToEndAsync());
        var begin = Stopwatch.GetTimestamp();
        try
        {
            while (!process.HasExited)
            {
                using var look = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token);
                look.CancelAfter(100);
                try
                {
                    await process.WaitForExitAsync(look.Token);
                }
                catch (OperationCanceledException) when (!_stop.IsCancellationRequested)
                {
                    process.Refresh();
                    if (!process.HasExited && (process.WorkingSet64 > MostMemory || process.TotalProcessorTime > MostTime || Stopwatch.GetElapsedTime(begin) > 10 * MostTime)) process.Kill(entireProcessTree: true);
                }
            }
            await said;
            return process.ExitCode == 0;
        }
        finally
        {
            if (!process.HasExited) process.Kill(entireProcessTree: true);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _stop.Cancel();
        _working?.Wait(TimeSpan.FromSeconds(2));
        _stop.Dispose();
    }

    private static string[] Self() => File.Exists(Path.Combine(AppContext.BaseDirectory, "acta.dll")) ? ["dotnet", Path.Combine(AppContext.BaseDirectory, "acta.dll")] : [Environment.ProcessPath!];
}
