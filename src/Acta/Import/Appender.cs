using Acta.Publication;
using Acta.Record;
using Acta.Record.News;
using Acta.Store;

namespace Acta.Import;

/// <summary>Appends texts in batches that hold the writer for at most 50 ms.</summary>
internal sealed class Appender(MainStore store, Publisher publisher, ImportReport report, ImportState state) : IDisposable
{
    private readonly PacedPublisher _paced = new(store, publisher);
    private readonly List<Prepared> _batch = [];
    private long _handled;

    /// <inheritdoc cref="PacedPublisher.StandBack"/>
    public void StandBack() => _paced.StandBack();

    public void Add(Prepared prepared)
    {
        // A translation names the digest of what it translates, which only exists once that is published.
        if (prepared.Draft.Translates is not null && _batch.Exists(b => b.Edition.Id == prepared.Edition.Id)) Flush();
        _batch.Add(prepared);
        if (_batch.Count >= _paced.Size) Flush();
    }

    /// <summary>One more item of the source is done, appended or not.</summary>
    public void Handled() => _handled++;

    public void Finish()
    {
        Flush();
        state.Done();
    }

    public void Dispose()
    {
        _paced.Dispose();
        report.Count("milliseconds the writer was held at most", (long)Math.Ceiling(_paced.LongestHold.TotalMilliseconds));
    }

    private void Flush()
    {
        while (_batch.Count > 0)
        {
            var take = _batch.GetRange(0, Math.Min(_paced.Size, _batch.Count));
            _batch.RemoveRange(0, take.Count);
            Publish(take);
        }
    }

    private void Publish(List<Prepared> items)
    {
        while (items.Count > 0)
        {
            var proposals = new List<Proposal>(items.Count);
            var owners = new List<int>(items.Count);
            var outcome = _paced.Publish(items.Count, reading =>
            {
                Propose(reading, items, proposals, owners);
                return proposals;
            }, writing => state.Save(writing, _handled));
            if (outcome is PublishOutcome.Published)
            {
                foreach (var item in items) report.Count(item.IsRevision ? "revised" : "published");
                return;
            }
            // All or nothing: the items refused are told and left out, the others try again.
            var refused = ((PublishOutcome.Refused)outcome).Refusals;
            if (refused.FirstOrDefault(r => r.Proposal < 0) is { } none) throw new UserError(none.Sentence);
            var bad = new HashSet<int>();
            foreach (var refusal in refused)
            {
                var index = owners[refusal.Proposal];
                if (!bad.Add(index)) continue;
                if (refusal.Code == "exists") report.Count("in the record already");
                else report.Problem(items[index].Item.File, items[index].Item.Where, items[index].Item.Title, refusal.Sentence);
            }
            items = [.. items.Where((_, i) => !bad.Contains(i))];
        }
    }

    private static void Propose(Reading reading, List<Prepared> items, List<Proposal> proposals, List<int> owners)
    {
        for (var i = 0; i < items.Count; i++)
        {
            var edition = items[i].Edition;
            if (items[i].Draft.Translates is { } from && DigestOf(reading, edition.Id, from) is { } digest)
                edition = edition with { TranslationOf = new TranslatedFrom(from, digest) };
            Add(i, new Proposal
            {
                Act = items[i].IsRevision ? Act.Revise : Act.Publish,
                Resource = edition.Id,
                Kind = "article",
                Language = edition.Language,
                Document = edition,
                OnClash = ClashRule.Number,
            });
            if (items[i].Draft.Correction is { } note && !items[i].IsRevision)
                Add(i, new Proposal { Act = Act.Correct, Resource = edition.Id, Kind = "article", Language = edition.Language, Document = edition with { Correction = note }, OnClash = ClashRule.Number });
            if (items[i].Draft.Retired is { } notice && !items[i].IsRevision)
                Add(i, new Proposal { Act = Act.Retire, Resource = edition.Id, Kind = "article", Language = edition.Language, Document = notice });
        }

        void Add(int owner, Proposal proposal)
        {
            proposals.Add(proposal);
            owners.Add(owner);
        }
    }

    private static Digest? DigestOf(Reading reading, Guid id, string language) =>
        reading.First("SELECT digest FROM heads WHERE resource = @id AND language = @language", r => r.IsDBNull(0) ? null : (byte[])r[0], ("@id", id.ToString()), ("@language", language)) is { } digest
            ? Digest.FromBytes(digest)
            : null;
}
