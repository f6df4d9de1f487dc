using System.Xml.Linq;
using Acta.Store;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.Repositories;

namespace Acta.Access;

/// <summary>Encrypts what must be kept and could be misused: keys of authenticators.</summary>
public sealed class Secrets(IDataProtectionProvider provider)
{
    private readonly IDataProtector _authenticator = provider.CreateProtector("Acta.Access.Authenticator.v1");

    public string Close(string secret) => _authenticator.Protect(secret);

    /// <summary>The secret; null where the key it was closed with is gone, as after a restore without <c>keys/</c>.</summary>
    public string? Open(string closed)
    {
        try
        {
            return _authenticator.Unprotect(closed);
        }
        catch (System.Security.Cryptography.CryptographicException)
        {
            return null;
        }
    }
}

/// <summary>
/// The keys that cookies, forms and secrets are protected with: <c>keys/desk/*.xml</c> in the data folder, readable by its
/// owner alone. They stand outside the database, so that a copy of it alone opens nothing.
/// </summary>
internal sealed class KeyFiles(DataFolder folder) : IXmlRepository
{
    private readonly string _path = Path.Combine(folder.KeysFolder, "desk");

    public IReadOnlyCollection<XElement> GetAllElements() =>
        Directory.Exists(_path) ? [.. Directory.EnumerateFiles(_path, "*.xml").Order(StringComparer.Ordinal).Select(XElement.Load)] : [];

    public void StoreElement(XElement element, string friendlyName)
    {
        try
        {
            Write(element, friendlyName);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UserError($"{_path} can't be written ({e.Message.TrimEnd('.')}); the desk keeps its keys there: give the server's user the right to.");
        }
    }

    private void Write(XElement element, string friendlyName)
    {
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(_path);
        else Directory.CreateDirectory(_path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        var file = Path.Combine(_path, new string([.. friendlyName.Select(c => char.IsAsciiLetterOrDigit(c) || c == '-' ? c : '-')]) + ".xml");
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        // Whole under its name, or not there: another node may be reading.
        using (var stream = new FileStream(file + ".new", options))
        {
            element.Save(stream);
            stream.Flush(flushToDisk: true);
        }
        File.Move(file + ".new", file, overwrite: true);
    }
}
