using SpecSkills.Core.Observations;
using Xunit;

namespace SpecSkills.Tests.Observations;

public sealed class DefaultQueriesTests
{
    [Fact]
    public void Placeholders_become_the_service_and_a_whole_number_of_seconds()
    {
        var query = DefaultQueries.Render(
            DefaultQueries.ErrorRate, "default", "todo-frontend", TimeSpan.FromMinutes(1.5));

        Assert.Equal(
            """(sum(rate(http_requests_total{namespace="default",deployment="todo-frontend",code=~"5.."}[90s]))"""
            + """ or vector(0)) / """
            + """sum(rate(http_requests_total{namespace="default",deployment="todo-frontend"}[90s]))""",
            query);
    }

    [Fact]
    public void No_default_query_keeps_a_placeholder()
    {
        foreach (var query in DefaultQueries.ByMetric.Values)
            Assert.DoesNotContain(
                '$', DefaultQueries.Render(query, "default", "todo-frontend", TimeSpan.FromSeconds(60)));
    }

    [Theory]
    [InlineData("default\"} or vector(0)", "web")]
    [InlineData("default", "web\",code=\"200")]
    [InlineData("default", ".*")]
    [InlineData("default", "")]
    public void A_name_that_could_end_its_quotes_is_refused(string ns, string deployment) =>
        Assert.Throws<ArgumentException>(
            () => DefaultQueries.Render(DefaultQueries.Throughput, ns, deployment, TimeSpan.FromSeconds(60)));

    [Fact]
    public void A_query_swollen_by_its_placeholders_is_refused() =>
        Assert.Throws<ArgumentException>(() => DefaultQueries.Render(
            string.Concat(Enumerable.Repeat("$deployment", 800)), "default", "a-rather-long-name",
            TimeSpan.FromSeconds(60)));
}
