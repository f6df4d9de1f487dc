using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Acta.Access;
using Acta.Store;

namespace Acta.Commands;

/// <summary>
/// One account for each role of the demonstration. Their passwords are random and stand in the demonstration's own data
/// folder, readable by its owner alone, to be printed at every start.
/// </summary>
internal static class DemoAccounts
{
    private const string Letters = "abcdefghjkmnpqrstuvwxyz23456789";

    /// <summary>The accounts with their passwords, made at the first start.</summary>
    public static async Task<IReadOnlyList<(string Role, string Email, string Password)>> Get(DataFolder folder, MainStore store)
    {
        var file = Path.Combine(folder.KeysFolder, "demo-accounts.json");
        if (!File.Exists(file)) await Make(file, store);
        using var json = JsonDocument.Parse(File.ReadAllBytes(file));
        return [.. json.RootElement.EnumerateObject().Select(o => (o.Name, Email(o.Name), o.Value.GetString()!))];
    }

    // The file comes last: accounts of a start that was broken off get new passwords.
    private static async Task Make(string file, MainStore store)
    {
        var passwords = RoleWords.All.ToDictionary(r => r.Word, _ => string.Join('-', Enumerable.Range(0, 4).Select(_ => RandomNumberGenerator.GetString(Letters, 4))));
        await using (var access = new ServiceCollection().AddAccess(store, TimeProvider.System).BuildServiceProvider())
        {
            await using var scope = access.CreateAsyncScope();
            foreach (var (role, word) in RoleWords.All)
            {
                if (access.GetRequiredService<People>().Find(Email(word)) is { } former)
                {
                    await Accounts.SetPassword(scope.ServiceProvider, former, passwords[word], withoutSecondStep: true, "demo");
                    continue;
                }
                var staff = new Staff { Email = Email(word), Name = "Demo " + CultureInfo.InvariantCulture.TextInfo.ToTitleCase(word), Created = DateTimeOffset.UtcNow, Grants = [GrantOf(role)] };
                if (await Accounts.Add(scope.ServiceProvider, staff, passwords[word], "demo", null) is { } fault) throw new InvalidOperationException(fault);
            }
        }
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (var stream = new FileStream(file + ".new", options)) stream.Write(JsonSerializer.SerializeToUtf8Bytes(passwords));
        File.Move(file + ".new", file, overwrite: true);
    }

    private static string Email(string role) => role + "@demo.example";

    // The translator shows that a role may be for some languages only.
    private static Grant GrantOf(Roles role) => new(role, role == Roles.Translator ? ["ru"] : [], []);
}
