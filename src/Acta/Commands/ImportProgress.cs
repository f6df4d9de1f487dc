using System.Diagnostics;
using Acta.Import;
using Spectre.Console;

namespace Acta.Commands;

/// <summary>Shows how far an import is: a bar with rate and time left on a terminal, a line now and then elsewhere.</summary>
internal static class ImportProgress
{
    private static readonly TimeSpan Now = TimeSpan.FromSeconds(5);

    public static void Show(ImportRun run, ISource source, IReadOnlyList<InputFile> files, bool show, CancellationToken stop)
    {
        var total = Math.Max(1, files.Sum(f => f.Length));
        if (!show) run.Run(source, files, stop);
        else if (!Console.IsOutputRedirected && AnsiConsole.Profile.Capabilities.Interactive) Bar(run, source, files, total, stop);
        else Lines(run, source, files, total, stop);
    }

    private static void Bar(ImportRun run, ISource source, IReadOnlyList<InputFile> files, long total, CancellationToken stop) =>
        AnsiConsole.Progress()
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .Start(context =>
            {
                var task = context.AddTask("Importing", maxValue: total);
                var watch = Stopwatch.StartNew();
                run.Progress = done =>
                {
                    if (done % 16 != 0) return;
                    task.Value = Read(files);
                    task.Description = $"{done:N0} items, {done / Math.Max(0.1, watch.Elapsed.TotalSeconds):N0} a second";
                };
                run.Run(source, files, stop);
                task.Value = total;
            });

    private static void Lines(ImportRun run, ISource source, IReadOnlyList<InputFile> files, long total, CancellationToken stop)
    {
        var watch = Stopwatch.StartNew();
        var next = Now;
        run.Progress = done =>
        {
            if (watch.Elapsed < next) return;
            next = watch.Elapsed + Now;
            Console.WriteLine($"{done:N0} items, {100 * Read(files) / total} % of the source, {done / watch.Elapsed.TotalSeconds:N0} a second");
        };
        run.Run(source, files, stop);
    }

    private static long Read(IReadOnlyList<InputFile> files) => files.Sum(f => f.Position);
}
