using System.CommandLine;
using System.CommandLine.Parsing;
using Acta.Store;

namespace Acta.Commands;

/// <summary>The command line: exit code 0 when done, 1 when it failed, 2 when the words were wrong.</summary>
internal static class CommandLine
{
    private const int WrongWords = 2;

    public static async Task<int> Run(string[] args)
    {
        var root = Root();
        if (args is [] or ["help"])
        {
            Console.WriteLine(Teaching);
            return 0;
        }
        var parsed = root.Parse(args);
        if (parsed.Errors.Count > 0)
        {
            var command = parsed.CommandResult.Command;
            foreach (var error in parsed.Errors.Select(e => Told(e, command)).Distinct()) Console.Error.WriteLine($"acta: {error}");
            Console.Error.WriteLine($"See: {string.Join(' ', Path(parsed.CommandResult).Reverse())} --help");
            return WrongWords;
        }
        try
        {
            if (parsed.CommandResult.GetResult(Data)?.GetValueOrDefault<string>() is { Length: 0 }) throw new UserError("--data names no folder; give its path.", WrongWords);
            return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null });
        }
        catch (UserError e)
        {
            Console.Error.WriteLine($"acta: {e.Message}");
            return e.ExitCode;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The disk, a pipe, a right that is missing: what the system says names the file.
            const int noSpaceLeft = 28;
            Console.Error.WriteLine((e.HResult & 0xFFFF) == noSpaceLeft ? $"acta: The disk is full ({e.Message.TrimEnd('.')}); free space." : $"acta: {e.Message}");
            return 1;
        }
        catch (Microsoft.Data.Sqlite.SqliteException e) when (e.SqliteErrorCode == 13)
        {
            // The views: what was published stays, and they are gone on with once there is room.
            Console.Error.WriteLine("acta: The disk that holds the data folder is full; free space. Nothing was half-done.");
            return 1;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            Console.Error.WriteLine($"acta: This should not have happened; please report it with what follows.\n{e}");
            return 1;
        }
    }

    // What is missing, by name and with what it is for.
    private static string Told(ParseError error, Command command) =>
        error.SymbolResult is ArgumentResult { Argument: { } argument, Tokens: [] } && command.Arguments.Contains(argument) ? $"{argument.Name} is missing. {argument.Description}"
        : command.Options.FirstOrDefault(o => o.Required && error.Message == $"Option '{o.Name}' is required.") is { } option ? $"{option.Name} is missing. {option.Description}"
        : error.SymbolResult is CommandResult && command.Subcommands.Count > 0 && error.Message == "Required command was not provided." ? $"{command.Name} needs one of: {string.Join(", ", command.Subcommands.Select(c => c.Name))}."
        : error.Message;

    private static IEnumerable<string> Path(SymbolResult result)
    {
        for (var at = result; at is not null; at = at.Parent)
            if (at is CommandResult { Command: var command }) yield return command is RootCommand ? "acta" : command.Name;
    }

    private static readonly Option<string> Data = new("--data") { Description = "The data folder.", DefaultValueFactory = _ => "./acta-data" };

    private static readonly Option<string> Urls = new("--urls") { Description = "Where to listen; several separated by semicolons.", DefaultValueFactory = _ => "http://127.0.0.1:8080" };

    private static RootCommand Root()
    {
        var root = new RootCommand("The newsroom and public record of an organisation, in one server. Without any words: what to try first.");
        root.Subcommands.Add(Demo());
        root.Subcommands.Add(Init());
        root.Subcommands.Add(Serve());
        root.Subcommands.Add(ImportCommand.Build(Data));
        root.Subcommands.Add(ExportCommand.Build(Data));
        root.Subcommands.Add(VerifyCommand.Build(Data));
        root.Subcommands.Add(KeyCommand.Build(Data));
        root.Subcommands.Add(RebuildViews());
        root.Subcommands.Add(ConfirmCommand.Build(Data));
        root.Subcommands.Add(OriginCommand.Build(Data));
        root.Subcommands.Add(SettingsCommand.Build(Data));
        root.Subcommands.Add(RecordCommand.Build(Data));
        root.Subcommands.Add(UserCommand.Build(Data));
        root.Subcommands.Add(RenditionCommand.Build());
        return root;
    }

    private static Command Demo()
    {
        var samples = new Option<string?>("--samples") { Description = "A folder of samples of your own, laid out as samples/README.md says." };
        var command = new Command("demo", "Makes a demonstration site and serves it.") { Data, Urls, samples };
        command.SetAction((p, _) => DemoCommand.Run(p.GetValue(Data)!, p.GetValue(Urls)!, p.GetValue(samples)));
        return command;
    }

    private static Command Init()
    {
        var origin = new Option<string>("--origin") { Description = "The log's name for ever: host and path, such as news.example.org/log.", Required = true };
        var name = new Option<string>("--name") { Description = "The organisation's name.", Required = true };
        var languages = new Option<string>("--languages") { Description = "Language tags in the order offered, such as en,ru.", Required = true };
        var zone = new Option<string>("--time-zone") { Description = "The organisation's time zone, such as Asia/Bishkek.", DefaultValueFactory = _ => "UTC" };
        var store = new Option<string?>("--store") { Description = "A PostgreSQL connection string; without it the log is a SQLite file in the data folder." };
        var command = new Command("init", "Makes a data folder with a key and an empty log.") { Data, origin, name, languages, zone, store };
        command.SetAction(p => InitCommand.Run(p.GetValue(Data)!, p.GetValue(origin)!, p.GetValue(name)!, p.GetValue(languages)!, p.GetValue(zone)!, p.GetValue(store)));
        return command;
    }

    private static Command Serve()
    {
        var baseUrl = new Option<string?>("--base-url") { Description = "The beginning of absolute addresses; without it https:// and the origin's host." };
        var metrics = new Option<string?>("--metrics-urls") { Description = "Where Prometheus finds /metrics; without it nowhere." };
        var command = new Command("serve", "Serves the site, its feeds, its data interface and its log.") { Data, Urls, baseUrl, metrics };
        command.SetAction((p, _) => ServeCommand.Run(p.GetValue(Data)!, p.GetValue(Urls)!, p.GetValue(baseUrl), p.GetValue(metrics)));
        return command;
    }

    private static Command RebuildViews()
    {
        var command = new Command("rebuild", "Makes the views, all that readers see, anew from the log.") { Data };
        command.SetAction((p, stop) => Task.FromResult(RebuildCommand.Run(p.GetValue(Data)!, stop)));
        return command;
    }

    private const string Teaching =
        """
        Acta: the newsroom and public record of an organisation, in one server.

        See it now:
          acta demo                      a finished site at http://127.0.0.1:8080, with samples of everything
          acta demo --urls http://127.0.0.1:9000      the same elsewhere, where that port is taken

        An own site, from the text of the old one:
          acta init   --data site --origin news.example.org/log --name "Example Organisation" --languages en,fr
          acta import old-site.xml --data site --format wxr --dry-run      what would go in, and what not
          acta import old-site.xml --data site --format wxr
          acta serve  --data site        at http://127.0.0.1:8080

        Its name in each language, sections, menu, emblem and colours:
          acta settings --data site > settings.json      then change the file
          acta settings settings.json --data site --emblem emblem.svg

        Who may sign in at its /desk/:
          acta user add --data site --email you@example.org --role administrator      asks for a password

        Check that nothing was changed in silence:
          acta verify --data site
          acta key    --data site        the key for others to check with

        More:
          acta record, acta export, acta rebuild, acta confirm, acta origin; acta COMMAND --help explains each.

        Exit codes: 0 done, 1 failed, 2 wrong words; verify also: 3 another history, 4 missing or wrong, 5 unreachable.
        """;
}
