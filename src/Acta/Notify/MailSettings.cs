using Acta.Access;
using Acta.Store;

namespace Acta.Notify;

/// <summary>
/// The server that takes mail, where there is one: <c>mail.json</c> in the data folder's <c>keys/</c>, or the variables
/// <c>ACTA_MAIL_HOST</c>, <c>_PORT</c>, <c>_USER</c>, <c>_PASSWORD</c>, <c>_FROM</c> and <c>_SECURITY</c>.
/// </summary>
/// <param name="Host">Its name.</param>
/// <param name="Port">Its port.</param>
/// <param name="User">Acta's name there; null: it asks for none.</param>
/// <param name="Password">Acta's password there.</param>
/// <param name="From">The address mails come from.</param>
/// <param name="Security"><c>starttls</c>, <c>tls</c>, or <c>none</c> on this machine alone.</param>
public sealed record MailSettings(string Host, int Port, string? User, string? Password, string From, string Security)
{
    /// <summary>The settings, or null where there are none: then nothing is mailed, and nothing needs it.</summary>
    /// <exception cref="UserError">They are damaged, or can be read by others.</exception>
    public static MailSettings? Read(DataFolder folder)
    {
        if (Variable("HOST") is { } host) return Checked(host, Variable("PORT"), Variable("USER"), Variable("PASSWORD"), Variable("FROM"), Variable("SECURITY"), "the variables ACTA_MAIL_…");
        return SecretFile.Read(folder, "mail.json", "{\"host\": \"mail.example.org\", \"port\": 587, \"user\": \"…\", \"password\": \"…\", \"from\": \"desk@example.org\"}", (json, file) =>
        {
            string? Text(string name) => json.TryGetProperty(name, out var value) ? value.ToString() : null;
            return Checked(Text("host"), Text("port"), Text("user"), Text("password"), Text("from"), Text("security"), file);
        });
    }

    private static MailSettings Checked(string? host, string? port, string? user, string? password, string? from, string? security, string where)
    {
        if (string.IsNullOrWhiteSpace(host)) throw new UserError($"Mail needs a host in {where}.");
        if (from is null || !People.IsEmail(from)) throw new UserError($"Mail needs an address it comes from (from) in {where}.");
        if (!int.TryParse(port ?? "587", out var number) || number is < 1 or > 65535) throw new UserError($"The port of mail in {where} is no number from 1 to 65535.");
        security = security?.ToLowerInvariant() ?? (number == 465 ? "tls" : "starttls");
        if (security is not ("starttls" or "tls" or "none")) throw new UserError($"The security of mail in {where} is starttls, tls or none.");
        if (security == "none" && host is not ("127.0.0.1" or "localhost" or "::1")) throw new UserError($"Mail without encryption goes to a server on this machine alone; set security to starttls or tls in {where}.");
        return new MailSettings(host, number, string.IsNullOrEmpty(user) ? null : user, password, from, security);
    }

    private static string? Variable(string name) => Environment.GetEnvironmentVariable("ACTA_MAIL_" + name) is { Length: > 0 } value ? value : null;
}
