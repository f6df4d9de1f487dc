using System.Globalization;
using Acta.Record.Register;

namespace Acta.Pages.Charts;

/// <summary>Terms on a line of time: a row for each holder, bars from beginning to end. An end whose day is not known is dashed as far as it may reach.</summary>
internal static class TermsChart
{
    /// <summary>A row.</summary>
    /// <param name="Name">Who.</param>
    /// <param name="Remark">Beside the name: acting, next.</param>
    /// <param name="Bars">When.</param>
    /// <param name="Spoken">All of it in words.</param>
    public sealed record Row(NameLink Name, string? Remark, IReadOnlyList<Bar> Bars, string Spoken);

    /// <summary>One term.</summary>
    /// <param name="Term">From when until when.</param>
    /// <param name="IsStated">The beginning is a day on which it was stated to be so, not when it began.</param>
    /// <param name="IsActing">For a time, in place of another.</param>
    public sealed record Bar(Term Term, bool IsStated, bool IsActing)
    {
        /// <summary>Whether an end is dashed.</summary>
        public bool IsUncertain => IsStated || Term.Start is null or { Precision: < Record.DatePrecision.Day } || Term.End is { Precision: < Record.DatePrecision.Day };
    }

    private const double Width = 760;
    private const double Height = 54;
    private const double Top = 30;
    private const double Stub = 22;

    public static string Draw(string id, string title, string description, IReadOnlyList<Row> rows, DateOnly day, string dayWords, bool mirrored)
    {
        var days = rows.SelectMany(r => r.Bars).SelectMany(b => new[] { b.Term.Start?.FirstDay, b.Term.End?.LastDay }).OfType<DateOnly>().Append(day).ToList();
        var (from, to) = (days.Min().Year, days.Max().Year + 1);
        if (to - from < 4) from = to - 4;
        var (first, span) = (new DateOnly(Math.Max(1, from), 1, 1).DayNumber, (double)(new DateOnly(Math.Min(9999, to), 1, 1).DayNumber - new DateOnly(Math.Max(1, from), 1, 1).DayNumber));
        var bottom = Top + rows.Count * Height;
        var paper = new ChartPaper(id, title, description, Width, bottom + 34, mirrored);
        paper.Unspoken(() =>
        {
            var step = new[] { 1, 2, 5, 10, 20, 25, 50, 100, 200, 500 }.First(s => (to - from) / s <= 9 || s == 500);
            for (var year = (from + step - 1) / step * step; year <= to && year <= 9999; year += step)
            {
                var x = At(new DateOnly(Math.Max(1, year), 1, 1));
                paper.Path("chart-grid", (x, Top), (x, bottom + 6));
                paper.Words("chart-tick", x, bottom + 24, year.ToString(CultureInfo.InvariantCulture), x > Width - 40 ? "end" : x < 20 ? "start" : "middle");
            }
            var now = At(day);
            paper.Path("chart-day", (now, Top - 6), (now, bottom + 6));
            paper.Words("chart-tick chart-first", now, 16, dayWords, now > Width / 2 ? "end" : "start");
        });
        foreach (var (i, row) in rows.Index())
        {
            var y = Top + i * Height;
            paper.Begin(row.Name.Href, row.Spoken);
            paper.Box("chart-hit", 0, y + 2, Width, Height - 4, 4);
            var starts = row.Bars.Count == 1 ? Math.Max(0, Begin(row.Bars[0]).Sure) : 0;
            var words = ChartPaper.WidthOf(row.Name.Label) + (row.Remark is { } r ? 12 + ChartPaper.WidthOf(r, 13) : 0);
            var name = ChartPaper.Fit(row.Name.Label, Width - 8);
            var x = Math.Clamp(starts, 4, Math.Max(4, Width - words - 4));
            paper.Words("chart-name", x, y + 20, name, language: row.Name.Language);
            if (row.Remark is { } remark) paper.Words("chart-remark", x + ChartPaper.WidthOf(name) + 12, y + 20, remark);
            foreach (var bar in row.Bars) Draw(bar, y + 29);
            paper.End(row.Name.Href);
        }
        return paper.ToString();

        double At(DateOnly d) => Math.Clamp((d.DayNumber - first) / span * Width, 0, Width);

        // Where it may begin, and where it surely has begun.
        (double May, double Sure) Begin(Bar bar) => bar.Term.Start is not { } start ? (0, Math.Min(Stub, bar.Term.End is { } e ? At(e.FirstDay) : Stub)) : bar.IsStated ? (At(start.FirstDay) - Stub, At(start.FirstDay)) : (At(start.FirstDay), At(start.Precision < Record.DatePrecision.Day ? start.LastDay : start.FirstDay));

        void Draw(Bar bar, double y)
        {
            var (may, sure) = Begin(bar);
            var (sureEnd, mayEnd) = bar.Term.End is { } end ? (At(end.Precision < Record.DatePrecision.Day ? end.FirstDay : end.LastDay), At(end.LastDay)) : (At(bar.Term.First > day ? bar.Term.First : day), (double?)null);
            if (bar.Term.End is null && bar.Term.First > day) sureEnd = Width;
            if (sureEnd < sure) (sure, sureEnd) = (Math.Min(sure, mayEnd ?? sure), Math.Min(sure, mayEnd ?? sure));
            var kind = bar.Term.First > day ? "chart-bar chart-planned" : bar.IsActing ? "chart-bar chart-acting" : "chart-bar";
            if (sure - may > 1) paper.Box("chart-unsure", may, y + 1, sure - may, 12);
            if (mayEnd is { } last && last - sureEnd > 1) paper.Box("chart-unsure", sureEnd, y + 1, last - sureEnd, 12);
            // The shortest term is still to be seen.
            paper.Box(kind, sure, y, Math.Max(3, sureEnd - sure), 14, 2);
            if (bar.Term.End is null && sureEnd < Width - 8) paper.Path("chart-open", (sureEnd + 3, y), (sureEnd + 9, y + 7), (sureEnd + 3, y + 14));
        }
    }
}
