using LlmWorkload.Storage;
using Npgsql;

namespace LlmWorkload.Tests.Storage;

/// <summary>What failures of PostgreSQL are called, and whether they pass.</summary>
public sealed class PostgresFailureTests
{
    [Theory]
    [InlineData(PostgresErrorCodes.AdminShutdown, "PostgreSQL cannot be used: words", true)]
    [InlineData(PostgresErrorCodes.CrashShutdown, "PostgreSQL cannot be used: words", true)]
    [InlineData(PostgresErrorCodes.CannotConnectNow, "PostgreSQL cannot be used: words", true)]
    [InlineData(PostgresErrorCodes.TooManyConnections, "PostgreSQL refuses: words", true)]
    [InlineData(PostgresErrorCodes.InsufficientPrivilege, "PostgreSQL refuses: words", false)]
    [InlineData(PostgresErrorCodes.InvalidPassword, "PostgreSQL refuses: words", false)]
    public void A_database_that_ends_is_told_from_one_that_refuses(string code, string words, bool passes) =>
        Assert.Equal(new StoreFailure(words, passes), PostgresProvider.Explain(new PostgresException("words", "FATAL", "FATAL", code)));

    [Fact]
    public void Other_failures_are_not_the_databases() => Assert.Null(PostgresProvider.Explain(new InvalidOperationException("other")));
}
