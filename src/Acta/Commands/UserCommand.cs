using System.CommandLine;
using System.Text.Json;
using Acta.Access;
using Acta.Record;
using Acta.Record.Site;
using Acta.Store;

namespace Acta.Commands;

/// <summary><c>acta user</c>: who may sign in at the desk. Works beside a running server.</summary>
internal static class UserCommand
{
    private const int WrongWords = 2;

    private const string Actor = "command";

    private static readonly Option<string> Email = new("--email") { Description = "The address one signs in with.", Required = true };
    private static readonly Option<string> RoleOf = new("--role") { Description = $"One of: {string.Join(", ", RoleWords.All.Select(r => r.Word))}.", Required = true };
    private static readonly Option<string?> Languages = new("--languages") { Description = "The languages it holds for, such as en,ru; without it all." };
    private static readonly Option<string?> Sections = new("--sections") { Description = "The sections it holds for, such as news,water; without it all." };

    public static Command Build(Option<string> data)
    {
        var name = new Option<string?>("--name") { Description = "How the person is called; without it the address." };
        var add = new Command("add", "Makes an account; its password is read from standard input.") { data, Email, RoleOf, name, Languages, Sections };
        add.SetAction((p, _) => Add(p, p.GetValue(data)!, p.GetValue(name)));

        var json = new Option<bool>("--json") { Description = "For machines." };
        var list = new Command("list", "Lists all accounts with their roles.") { data, json };
        list.SetAction(p => List(p.GetValue(data)!, p.GetValue(json)));

        var remove = new Option<bool>("--remove") { Description = "Take the role away." };
        var role = new Command("role", "Gives an account a role, changes its languages and sections, or takes it away.") { data, Email, RoleOf, Languages, Sections, remove };
        role.SetAction(p => Role(p, p.GetValue(data)!, p.GetValue(remove)));

        var enable = new Option<bool>("--enable") { Description = "Let it sign in again." };
        var disable = new Command("disable", "Lets an account sign in no more and ends its sessions.") { data, Email, enable };
        disable.SetAction(p => Disable(p.GetValue(data)!, p.GetValue(Email)!, !p.GetValue(enable)));

        var secondStep = new Option<bool>("--without-second-step") { Description = "Also turn the second step off, for who has lost telephone and codes." };
        var password = new Command("password", "Sets a new password, read from standard input, and ends the account's sessions.") { data, Email, secondStep };
        password.SetAction((p, _) => Password(p.GetValue(data)!, p.GetValue(Email)!, p.GetValue(secondStep)));

        return new Command("user", "Who may sign in at the desk.") { add, list, role, disable, password };
    }

    private static async Task<int> Add(ParseResult p, string data, string? name)
    {
        var folder = DataFolder.Open(data);
        var email = p.GetValue(Email)!.Trim();
        if (!People.IsEmail(email)) throw new UserError($"\"{email}\" is not an e-mail address; write it like name@example.org.", WrongWords);
        if (name is { Length: > 100 }) throw new UserError("The name has more than 100 characters; shorten it.", WrongWords);
        using var store = MainStore.Open(folder);
        var grant = GrantOf(p, store);
        await using var access = AccessOf(store);
        if (access.GetRequiredService<People>().Find(email) is not null) throw Taken(email);
        var staff = new Staff { Email = email, Name = string.IsNullOrWhiteSpace(name) ? email : name.Trim(), Created = DateTimeOffset.UtcNow, Grants = [grant] };
        await using var scope = access.CreateAsyncScope();
        if (await Accounts.Add(scope.ServiceProvider, staff, ReadPassword(), Actor, null) is { } fault) throw fault == "email.taken" ? Taken(email) : Wrong(fault, email);
        Console.WriteLine($"{email} may sign in at /desk/sign-in as {grant}.");
        return 0;
    }

    private static int List(string data, bool json)
    {
        using var store = MainStore.OpenToRead(DataFolder.Open(data));
        var people = new People(store, TimeProvider.System).All();
        if (json)
        {
            Console.WriteLine(JsonSerializer.Serialize(people.Select(s => new
            {
                id = s.Id,
                email = s.Email,
                name = s.Name,
                disabled = s.Disabled,
                secondStep = s.TwoFactor,
                roles = s.Grants.Select(g => new { role = g.Role.Word(), languages = g.Languages, sections = g.Sections }),
            })));
            return 0;
        }
        if (people.Count == 0) Console.WriteLine($"There are no accounts yet; make one with: acta user add --data {data} --email E --role administrator");
        foreach (var s in people) Console.WriteLine($"{s.Email}\t{s.Name}\t{string.Join("; ", s.Grants)}{(s.Disabled ? "\tdisabled" : "")}");
        return 0;
    }

    private static int Role(ParseResult p, string data, bool remove)
    {
        using var store = MainStore.Open(DataFolder.Open(data));
        var people = new People(store, TimeProvider.System);
        var grant = GrantOf(p, store);
        var staff = Find(people, p.GetValue(Email)!);
        if (!remove) people.Give(staff.Id, grant, Actor, null);
        else if (!people.Take(staff.Id, grant.Role, Actor, null)) throw Last(staff.Email);
        Console.WriteLine($"{staff.Email}: {(people.Find(staff.Id)!.Grants is { Count: > 0 } grants ? string.Join("; ", grants) : "no role")}");
        return 0;
    }

    private static int Disable(string data, string email, bool disabled)
    {
        using var store = MainStore.Open(DataFolder.Open(data));
        var people = new People(store, TimeProvider.System);
        var staff = Find(people, email);
        if (!people.Disable(staff.Id, disabled, Actor, null)) throw Last(staff.Email);
        Console.WriteLine(disabled ? $"{staff.Email} can't sign in any more, and its sessions are ended." : $"{staff.Email} may sign in again.");
        return 0;
    }

    private static async Task<int> Password(string data, string email, bool withoutSecondStep)
    {
        using var store = MainStore.Open(DataFolder.Open(data));
        await using var access = AccessOf(store);
        await using var scope = access.CreateAsyncScope();
        var staff = Find(access.GetRequiredService<People>(), email);
        var password = ReadPassword();
        if (await Accounts.SetPassword(scope.ServiceProvider, staff, password, withoutSecondStep, Actor) is { } fault) throw Wrong(fault, email);
        Console.WriteLine($"{staff.Email} has a new password{(withoutSecondStep ? ", and no second step" : "")}; its sessions are ended.");
        return 0;
    }

    private static Staff Find(People people, string email) => people.Find(email) ?? throw new UserError($"Nobody has the address {email.Trim()}; acta user list shows who there is.");

    private static UserError Taken(string email) => new($"There is an account with the address {email} already; acta user role changes what it may do.");

    private static UserError Last(string email) => new($"{email} is the last administrator; make somebody else one first.");

    private static UserError Wrong(string fault, string email) => new(fault switch
    {
        "password.short" => "The password on standard input is shorter than 12 characters; take several words.",
        "password.long" => "The password on standard input is longer than 256 characters; shorten it.",
        "password.simple" => "The password on standard input is a few characters repeated, or a sequence; take several words.",
        "password.common" => "The password on standard input is one that anybody would try first; take several words of your own.",
        "password.personal" => "The password on standard input is the person's name or contains the address; take another.",
        _ => $"The account {email} was changed by somebody else meanwhile; try again.",
    });

    private static Grant GrantOf(ParseResult p, MainStore store)
    {
        var role = RoleWords.Parse(p.GetValue(RoleOf));
        if (role == Roles.None) throw new UserError($"\"{p.GetValue(RoleOf)}\" is not a role; the roles are {string.Join(", ", RoleWords.All.Select(r => r.Word))}.", WrongWords);
        var (languages, sections) = (Listed(p.GetValue(Languages)), Listed(p.GetValue(Sections)));
        if (languages.Count + sections.Count == 0) return new Grant(role, [], []);
        if (Settings(store) is not { } settings) throw new UserError("The site has no settings yet, so it has neither languages nor sections; publish them first.");
        foreach (var language in languages)
            if (!settings.Languages.Contains(language)) throw new UserError($"The site has no language \"{language}\"; it has {string.Join(", ", settings.Languages)}.", WrongWords);
        foreach (var section in sections)
            if (settings.Sections.All(s => s.Slug != section)) throw new UserError($"The site has no section \"{section}\"; it has {string.Join(", ", settings.Sections.Select(s => s.Slug))}.", WrongWords);
        return new Grant(role, languages, sections);
    }

    private static IReadOnlyList<string> Listed(string? words) => words?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [];

    private static SiteSettings? Settings(MainStore store)
    {
        using var r = store.Read();
        var digest = r.First("SELECT digest FROM heads WHERE kind = 'settings' AND state = 'live'", row => (byte[])row[0]);
        return digest is null || r.Document(Digest.FromBytes(digest)).Bytes is not { } bytes ? null : Document.Read(bytes) as SiteSettings;
    }

    private static string ReadPassword()
    {
        if (!Console.IsInputRedirected) return Prompted();
        return Console.In.ReadLine() is { Length: > 0 } line ? line : throw new UserError("There is no password on standard input; give it as one line, such as: acta user add … < file-with-the-password", WrongWords);
    }

    // On a terminal it is asked for, and not shown.
    private static string Prompted()
    {
        Console.Error.Write("Password: ");
        var password = new System.Text.StringBuilder();
        while (true)
        {
            var key = Console.ReadKey(intercept: true);
            if (key.Key == ConsoleKey.Enter) break;
            if (key.Key == ConsoleKey.Backspace && password.Length > 0) password.Length--;
            else if (!char.IsControl(key.KeyChar)) password.Append(key.KeyChar);
        }
        Console.Error.WriteLine();
        return password.ToString();
    }

    private static ServiceProvider AccessOf(MainStore store) => new ServiceCollection().AddAccess(store, TimeProvider.System).BuildServiceProvider();
}
