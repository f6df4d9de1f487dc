namespace Acta.Import.Text;

/// <summary>Gathers what became of each line and reports runs of lines that fared alike.</summary>
internal sealed class LineFates(string file, ImportReport report)
{
    private readonly SortedDictionary<long, LineFate> _pending = [];

    public void Taken(DumpLine line, string? item, string why) => _pending[line.Number] = new(file, line.Number, line.Number, item, item is null ? why : "", item is null ? line.Text : null);

    public void Dropped(DumpLine line, string why) => _pending[line.Number] = new(file, line.Number, line.Number, null, why, line.Text);

    public void Blank(long number) => _pending.TryAdd(number, new(file, number, number, null, "blank"));

    /// <summary>Reports what is known so far, in order.</summary>
    public void Flush()
    {
        LineFate? run = null;
        foreach (var fate in _pending.Values)
        {
            if (run is null) run = fate;
            // A blank line below a line of an item is the item's. Only neighbours make a run.
            else if (fate.From == run.To + 1 && (fate.Item is not null ? fate.Item == run.Item : fate.Why == "blank" && (run.Item is not null || run.Why == "blank"))) run = run with { To = fate.To };
            else
            {
                report.Line(run);
                run = fate;
            }
        }
        if (run is not null) report.Line(run);
        _pending.Clear();
    }

    public void Finish() => Flush();
}
