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
}
