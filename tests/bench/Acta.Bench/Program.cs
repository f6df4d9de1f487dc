using System.Globalization;
using Acta;
using Acta.Bench;
using Acta.Publication;
using Acta.Store;

// The publishing client of ./bench: "serve" publishes in the server's own process, as the desk will; "beside" in a process
// of its own, as an import does. Each measures from the call of publish until a reader's request brings the new text.
if (args is ["checks", ..])
{
    Console.WriteLine(Agreeing.Measure(Value("--posts") ?? throw new ArgumentException("--posts FILE is missing"), int.Parse(Value("--pairs") ?? "600", CultureInfo.InvariantCulture),
        int.Parse(Value("--seed") ?? "1", CultureInfo.InvariantCulture), Value("--half") ?? "report", args.Contains("--tell")));
    return 0;
}
if (args is ["sql", ..])
{
    Console.WriteLine(PlainSql.Measure(Value("--connection") ?? throw new ArgumentException("--connection is missing"), Value("--questions") ?? throw new ArgumentException("--questions FILE is missing")));
    return 0;
}
if (args is ["photo", ..])
{
    Photograph.Write(Value("--to") ?? throw new ArgumentException("--to FILE is missing"), int.Parse(Value("--width") ?? "6000", CultureInfo.InvariantCulture), double.Parse(Value("--megabytes") ?? "20", CultureInfo.InvariantCulture));
    return 0;
}
var data = Value("--data") ?? throw new ArgumentException("--data DIR is missing");
var urls = Value("--urls") ?? throw new ArgumentException("--urls URL is missing");
var folder = DataFolder.Open(data);

switch (args.FirstOrDefault())
{
    case "serve":
        await using (var serving = Serving.Open(folder, null, TimeProvider.System))
        {
            await serving.Start(urls, null);
            using var office = new Office(serving.Publisher, new Uri(urls));
            while (Console.ReadLine() is { } line)
            {
                // "visible N": measures N publishes. "every MS": goes on publishing at that pace; 0 ends it. "rename ID PATH…": gives a person another name.
                // "read": waits until the server has read its register.
                if (line == "read")
                {
                    await serving.RegisterRead;
                    Console.WriteLine("{}");
                    continue;
                }
                if (line.StartsWith("rename ", StringComparison.Ordinal))
                {
                    var words = line.Split(' ');
                    Console.WriteLine(office.Rename(serving.Store, Guid.Parse(words[1]), words[2..]));
                    continue;
                }
                var number = int.Parse(line.Split(' ')[1], CultureInfo.InvariantCulture);
                if (line.StartsWith("every ", StringComparison.Ordinal)) office.Every(number);
                Console.WriteLine(line.StartsWith("visible ", StringComparison.Ordinal) ? office.Visible(number) : "{}");
            }
        }
        return 0;
    case "beside":
        var key = LogKey.Read(folder);
        using (var store = MainStore.Open(folder))
        using (var office = new Office(new Publisher(store, key, new ReleasedHead(LogKey.MemoryName(key.Verifier)), TimeProvider.System), new Uri(urls)))
            Console.WriteLine(office.Visible(int.Parse(Value("--count") ?? "100", CultureInfo.InvariantCulture)));
        return 0;
    default:
        Console.Error.WriteLine("Acta.Bench serve|beside --data DIR --urls URL [--count N], or checks --posts FILE [--pairs N] [--seed N] [--half report|tune] [--tell], or sql --connection C --questions FILE, or photo --to FILE [--width PIXELS] [--megabytes N]; ./bench runs it.");
        return 2;
}

string? Value(string name) => Array.IndexOf(args, name) is >= 0 and var at && at + 1 < args.Length ? args[at + 1] : null;
