using Acta.Access;
using Acta.Desk.Articles;
using Acta.Publication;
using Acta.Record;
using Acta.Record.Site;
using Acta.Store;

namespace Acta.Desk.Site;

/// <summary>Settings of the site that somebody means to publish.</summary>
/// <param name="Plan">Its name.</param>
/// <param name="State"><c>draft</c>, <c>scheduled</c> or <c>held</c>.</param>
/// <param name="Settings">As they would be.</param>
/// <param name="Base">What was public when they were begun.</param>
/// <param name="Due">When they are published.</param>
/// <param name="Held">Why they wait for a person.</param>
/// <param name="Creator">Whose.</param>
public sealed record SitePlan(Guid Plan, string State, SiteSettings Settings, Digest Base, DateTimeOffset? Due, string? Held, Guid Creator);

/// <summary>The site itself on its way to readers: in the making, at a moment, published. Like articles, an act of the log.</summary>
public sealed class SitePlans(MainStore store, Publisher publisher, TimeProvider time)
{
    /// <summary>All that is planned; what is in the making first.</summary>
    public static IReadOnlyList<SitePlan> All(Reading r) => r.Query(
        "SELECT plan, state, settings, base, due, held, creator FROM site_plans WHERE state IN ('draft', 'scheduled', 'held') ORDER BY due",
        row => new SitePlan(Guid.Parse(row.GetString(0)), row.GetString(1), (SiteSettings)Document.Read((byte[])row[2]), Digest.FromBytes((byte[])row[3]),
            row.IsDBNull(4) ? null : DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(4)), row.IsDBNull(5) ? null : row.GetString(5), Guid.Parse(row.GetString(6))))
        .OrderBy(p => p.State == "draft" ? 0 : 1).ToList();

    /// <summary>Keeps what one person has in the making.</summary>
    public void Keep(SiteSettings settings, Digest begun, Staff by)
    {
        using var w = store.BeginDeskWrite();
        w.Execute("DELETE FROM site_plans WHERE state = 'draft' AND creator = @by", ("@by", by.Id.ToString()));
        Insert(w, "draft", settings, begun, null, by);
        w.Commit();
    }

    /// <summary>Publishes now; refused where somebody else published meanwhile.</summary>
    public ReleaseOutcome Publish(SiteSettings settings, Digest begun, Staff by)
    {
        PublishOutcome outcome;
        using (var w = store.BeginWrite())
        {
            if (CurrentSettings.Of(w) is not var (now, digest) || digest != begun) return new ReleaseOutcome.Refused("site.changed", null);
            outcome = publisher.Publish(w, [Proposal(settings, now)], by.Actor);
            if (outcome is not PublishOutcome.Published) return new ReleaseOutcome.Refused(null, ((PublishOutcome.Refused)outcome).Refusals[0].Sentence);
            w.Execute("DELETE FROM site_plans WHERE state = 'draft' AND creator = @by", ("@by", by.Id.ToString()));
            w.Commit();
        }
        publisher.Released((PublishOutcome.Published)outcome);
        return new ReleaseOutcome.Done((PublishOutcome.Published)outcome);
    }

    /// <summary>Has it published at a moment to come.</summary>
    public ReleaseOutcome Schedule(SiteSettings settings, Digest begun, DateTimeOffset due, Staff by, string? address)
    {
        if (due <= time.GetUtcNow()) return new ReleaseOutcome.Refused("release.past", null);
        using var w = store.BeginDeskWrite();
        w.Execute("DELETE FROM site_plans WHERE state = 'draft' AND creator = @by", ("@by", by.Id.ToString()));
        var plan = Insert(w, "scheduled", settings, begun, due, by);
        AuditTrail.Add(w, time, by.Actor, "site-schedule", address);
        w.Commit();
        return new ReleaseOutcome.Planned(plan, due);
    }

    /// <summary>Drops a plan.</summary>
    public void Drop(Guid plan, Staff by, string? address)
    {
        using var w = store.BeginDeskWrite();
        if (w.Execute("UPDATE site_plans SET state = 'dropped' WHERE plan = @plan AND state IN ('draft', 'scheduled', 'held')", ("@plan", plan.ToString())) == 0) return;
        AuditTrail.Add(w, time, by.Actor, "site-drop", address);
        w.Commit();
    }

    /// <summary>Publishes what is due: once, however many servers look. What was begun on other settings waits for a person.</summary>
    public void Tick()
    {
        Guid? due;
        using (var r = store.Read())
            due = r.First("SELECT plan FROM site_plans WHERE state = 'scheduled' AND due <= @now ORDER BY due LIMIT 1", row => (Guid?)Guid.Parse(row.GetString(0)), ("@now", time.GetUtcNow().ToUnixTimeMilliseconds()));
        if (due is not { } plan) return;
        PublishOutcome? outcome = null;
        using (var w = store.BeginWrite())
        {
            if (All(w).FirstOrDefault(p => p.Plan == plan) is not { State: "scheduled" } planned) return;
            string? held = null;
            if (time.GetUtcNow() - planned.Due!.Value > DeskSettings.Read(w).Lateness) held = "late";
            else if (CurrentSettings.Of(w) is not var (now, digest) || digest != planned.Base) held = "changed";
            else if (publisher.Prepare(w, [Proposal(planned.Settings, now)], Staff.ActorOf(planned.Creator)) is { Refused: { } refused }) held = "=" + refused.Refusals[0].Sentence;
            else outcome = publisher.Publish(w, [Proposal(planned.Settings, now)], Staff.ActorOf(planned.Creator));
            w.Execute("UPDATE site_plans SET state = @state, held = @held WHERE plan = @plan", ("@state", held is null ? "done" : "held"), ("@held", held), ("@plan", plan.ToString()));
            w.Commit();
        }
        if (outcome is PublishOutcome.Published published) publisher.Released(published);
    }

    private static Proposal Proposal(SiteSettings settings, SiteSettings now) => new() { Act = Act.Revise, Resource = now.Id, Kind = "settings", Document = settings with { Id = now.Id } };

    private Guid Insert(Writing w, string state, SiteSettings settings, Digest begun, DateTimeOffset? due, Staff by)
    {
        var plan = Guid.NewGuid();
        w.Execute("INSERT INTO site_plans (plan, state, settings, base, due, creator, changed) VALUES (@plan, @state, @settings, @base, @due, @by, @now)",
            ("@plan", plan.ToString()), ("@state", state), ("@settings", settings.ContentBytes()), ("@base", begun.ToBytes()), ("@due", due?.ToUnixTimeMilliseconds()),
            ("@by", by.Id.ToString()), ("@now", time.GetUtcNow().ToUnixTimeMilliseconds()));
        return plan;
    }
}
