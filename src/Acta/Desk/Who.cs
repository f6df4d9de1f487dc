using Acta.Access;

namespace Acta.Desk;

/// <summary>Whom a route lets through. What is not said is no.</summary>
/// <param name="Strangers">Whoever asks, signed in or not.</param>
/// <param name="Staff">Whoever is signed in, whatever their roles.</param>
/// <param name="Roles">Who has one of these.</param>
internal readonly record struct Who(bool Strangers, bool Staff, Roles Roles)
{
    public static readonly Who Anybody = new(true, true, Roles.None);

    public static readonly Who SignedIn = new(false, true, Roles.None);

    public static Who Has(Roles roles) => new(false, false, roles);

    public bool Admits(SignedIn? who) => Strangers || (who is not null && (Staff || who.Staff.May(Roles)));
}

/// <summary>One address of the desk.</summary>
/// <param name="Method">GET (with HEAD) or POST.</param>
/// <param name="Pattern">The path; a part in braces stands for any text.</param>
/// <param name="Who">Whom it lets through.</param>
/// <param name="Do">What it does.</param>
internal sealed record DeskRoute(string Method, string Pattern, Who Who, Func<DeskRequest, Task> Do)
{
    private readonly string[] _parts = Pattern.Split('/');

    /// <summary>Dangerous: whoever sits there must have proved within ten minutes who it is.</summary>
    public bool Proof { get; init; }

    /// <summary>The largest body in bytes, where it is another than the server's.</summary>
    public long? Body { get; init; }

    /// <summary>Checks by itself that the form is ours.</summary>
    public bool OwnFormCheck { get; init; }

    /// <summary>What the braces stand for in a path; null where it is another route's.</summary>
    public Dictionary<string, string>? Match(string path)
    {
        var parts = path.Split('/');
        if (parts.Length != _parts.Length) return null;
        Dictionary<string, string> values = [];
        for (var i = 0; i < parts.Length; i++)
        {
            if (_parts[i] is ['{', .. var name, '}'] && parts[i].Length > 0) values[name] = parts[i];
            else if (!string.Equals(parts[i], _parts[i], StringComparison.Ordinal)) return null;
        }
        return values;
    }
}
