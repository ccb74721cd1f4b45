namespace SpecSkills.Tests.Decisions;

/// <summary>
/// Random cases that can be had again: a failure names its seed, and <see cref="TestSeed"/> runs that case alone.
/// </summary>
internal static class SeededCases
{
    public static void Run(int count, Action<Random> test)
    {
        if (TestSeed.Replayed is { } replayed)
        {
            test(new Random(replayed));
            return;
        }

        for (var i = 0; i < count; i++)
        {
            var seed = Random.Shared.Next();
            try
            {
                test(new Random(seed));
            }
            catch (Exception failure)
            {
                throw new InvalidOperationException($"Seed {seed} fails; {TestSeed.Replay(seed)} replays it.", failure);
            }
        }
    }

    public static T Pick<T>(this Random random, params T[] choices) => choices[random.Next(choices.Length)];

    public static decimal Decimal(this Random random, int low, int high) => random.Next(low * 100, high * 100) / 100m;
}
