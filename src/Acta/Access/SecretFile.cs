using System.Text.Json;
using Acta.Store;

namespace Acta.Access;

/// <summary>A JSON file in the data folder's <c>keys/</c> that holds a secret: only its owner may read it.</summary>
public static class SecretFile
{
    /// <summary>What a file says; null where there is none.</summary>
    /// <param name="folder">The data folder.</param>
    /// <param name="name">The file's name.</param>
    /// <param name="form">How it is written, to show to whoever wrote it otherwise.</param>
    /// <param name="read">Makes the settings of its JSON; the second value is the file's path, for what it has to say.</param>
    /// <exception cref="UserError">It is damaged, or can be read by others.</exception>
    public static T? Read<T>(DataFolder folder, string name, string form, Func<JsonElement, string, T> read)
        where T : class
    {
        var file = Path.Combine(folder.KeysFolder, name);
        if (!File.Exists(file)) return null;
        if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(file) & (UnixFileMode.GroupRead | UnixFileMode.OtherRead)) != 0)
            throw new UserError($"{file} holds a secret and can be read by other users; run: chmod 600 {file}");
        try
        {
            using var json = JsonDocument.Parse(File.ReadAllBytes(file));
            return read(json.RootElement, file);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw new UserError($"{file} is not JSON of the form {form} ({e.Message.TrimEnd('.')}).");
        }
    }
}
