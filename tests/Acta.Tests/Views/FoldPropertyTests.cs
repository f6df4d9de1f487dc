using Acta.Following;
using Acta.Views.News;
using CsCheck;

namespace Acta.Tests.Views;

public sealed class FoldPropertyTests
{
    private static readonly DateTimeOffset Start = new(2025, 6, 30, 4, 0, 0, TimeSpan.Zero);
    private static readonly int Rounds = string.IsNullOrEmpty(Environment.GetEnvironmentVariable("ACTA_TEST_LONG")) ? 60 : 2_000;

    [Fact]
    public void After_a_replay_every_answer_is_the_same_whatever_was_erased()
    {
        RandomActs.Sequences.Sample(acts =>
        {
            var log = new PaperLog(Start);
            log.Settings(World.World.Settings());
            using var followed = new FoldedViews();
            foreach (var act in acts)
            {
                RandomActs.Append(log, act);
                if (log.Size % 3 == 0) followed.Follow(log);
            }
            followed.Follow(log);
            using var replayed = new FoldedViews();
            replayed.Replay(log);
            followed.Now = replayed.Now = log.Now;
            foreach (var (name, ask) in Questions.All(log.Now, log.FirstDigestOf))
                Assert.Equal(name + followed.Ask(q => Questions.Text(ask(q))), name + replayed.Ask(q => Questions.Text(ask(q))));
        }, iter: Rounds, threads: 1);
    }

    [Fact]
    public void Whatever_answer_an_act_changes_one_of_the_tags_it_read_is_touched()
    {
        var (kept, touched) = (0, 0);
        RandomActs.Sequences.Sample(acts =>
        {
            var log = new PaperLog(Start);
            log.Settings(World.World.Settings());
            using var views = new FoldedViews(log.Now);
            views.Follow(log);
            var cache = new Dictionary<string, (string Answer, ulong[] Tags, DateTimeOffset? Expires)>();
            foreach (var act in acts)
            {
                var before = log.Size;
                RandomActs.Append(log, act);
                var applied = before == log.Size ? new Applied(log.Size, [], false) : views.Follow(log);
                views.Now = log.Now;
                foreach (var (name, ask) in Questions.All(log.Now, log.FirstDigestOf))
                {
                    using var reading = views.Db.Read();
                    var answer = Questions.Text(ask(new NewsQueries(reading)));
                    // A question that names the moment it is asked at is another question the next time.
                    if (name != "since" && cache.TryGetValue(name, out var known) && !(known.Expires <= log.Now))
                    {
                        var isTouched = applied.Tags.Any(t => known.Tags.Contains(ViewReading.NumberOf(t)));
                        if (known.Answer != answer) Assert.True(isTouched, $"{name} changed, and none of its tags was touched\ntouched: {string.Join(' ', applied.Tags)}\nbefore {known.Answer}\nafter  {answer}");
                        else if (isTouched) touched++;
                        else kept++;
                        if (!isTouched) continue;
                    }
                    cache[name] = (answer, reading.Tags, reading.Expires);
                }
            }
        }, iter: Rounds / 3, threads: 1);
        // Half a year of six articles is all near each other; even so most answers outlive an act on another article.
        Assert.True(kept > touched, $"{kept} answers were kept rightly, {touched} thrown away for nothing");
    }
}
