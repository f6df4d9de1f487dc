using Acta.Record;

namespace Acta.Desk.Articles;

/// <summary>The moment that a form names for something to go out: the fields <c>due</c> and, of an hour that happens twice, <c>second</c>.</summary>
/// <param name="At">The moment; null where there is something to say instead.</param>
/// <param name="Fault">What is wrong with it.</param>
/// <param name="Twice">The two moments it may mean, for the form to ask which.</param>
internal sealed record DueField(DateTimeOffset? At, string? Fault, LocalMoment.Twice? Twice)
{
    public static async Task<DueField> Read(DeskRequest r) =>
        OrgTime.Moment(await r.Field("due"), r.Zone, await r.Field("second") switch { "first" => false, "second" => true, _ => null }) switch
        {
            LocalMoment.Found found => new DueField(found.At, null, null),
            LocalMoment.Twice twice => new DueField(null, r.Words["release.twice"], twice),
            LocalMoment.Skipped skipped => new DueField(null, r.Words.Text("release.skipped", ("time", r.Frame("").Moment(skipped.Next))), null),
            _ => new DueField(null, r.Words["release.no-time"], null),
        };
}
