using CryptoRun.Web.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CryptoRun.Web.Tests.Identity;

public sealed class PeopleModelTests
{
    [Fact]
    public async Task Model_EveryEntity_HasTheColumnsThatTheMigrationsMade()
    {
        using var web = new PeopleWeb();
        await using var scope = web.Services.CreateAsyncScope();
        var context = scope.ServiceProvider.GetRequiredService<PeopleContext>();

        foreach (var entity in context.Model.GetEntityTypes())
        {
            var table = entity.GetTableName()!;
            var there = await context.Database.SqlQuery<string>($"SELECT name || CASE WHEN \"notnull\" OR pk > 0 THEN '' ELSE '?' END AS Value FROM pragma_table_info({table})").ToListAsync();

            there.Order(StringComparer.Ordinal).ShouldBe(entity.GetProperties().Select(static p => p.GetColumnName() + (p.IsNullable ? "?" : "")).Order(StringComparer.Ordinal), table);
        }
    }

    [Fact]
    public async Task Model_EveryEntityOnPostgres_HasTheColumnsAndTypesThatTheMigrationsMade()
    {
        using var postgres = new PostgresPeople();
        using var web = new PeopleWeb("false", postgres.Settings);
        await using var scope = web.Services.CreateAsyncScope();
        var context = scope.ServiceProvider.GetRequiredService<PeopleContext>();
        var schema = postgres.Schema + "_simulated";

        foreach (var entity in context.Model.GetEntityTypes())
        {
            var table = entity.GetTableName()!;
            var there = await context.Database.SqlQuery<string>($"SELECT column_name || ' ' || data_type || CASE WHEN is_nullable = 'YES' THEN '?' ELSE '' END AS \"Value\" FROM information_schema.columns WHERE table_schema = {schema} AND table_name = {table}").ToListAsync();

            there.Order(StringComparer.Ordinal).ShouldBe(entity.GetProperties().Select(static p => $"{p.GetColumnName()} {Plain(p.GetColumnType())}{(p.IsNullable ? "?" : "")}").Order(StringComparer.Ordinal), table);
        }

        static string Plain(string type) => type.StartsWith("character varying", StringComparison.Ordinal) ? "text" : type;
    }
}
