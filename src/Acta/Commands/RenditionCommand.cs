using System.CommandLine;
using System.Globalization;
using Acta.Media;
using Acta.Store;

namespace Acta.Commands;

/// <summary><c>acta rendition</c>: what the server runs beside itself to make the smaller pictures of a photograph; not for people.</summary>
internal static class RenditionCommand
{
    public static Command Build()
    {
        var file = new Argument<string>("file");
        var folder = new Argument<string>("folder");
        var widths = new Argument<string>("widths");
        var command = new Command("rendition", "Makes the smaller pictures of a photograph.") { file, folder, widths };
        command.Hidden = true;
        command.SetAction(p =>
        {
            try
            {
                RenditionWork.Make(p.GetValue(file)!, p.GetValue(folder)!, [.. p.GetValue(widths)!.Split(',').Select(w => int.Parse(w, CultureInfo.InvariantCulture))]);
                return 0;
            }
            catch (NetVips.VipsException e)
            {
                throw new UserError($"The picture can't be read: {e.Message.Trim()}");
            }
        });
        return command;
    }
}
