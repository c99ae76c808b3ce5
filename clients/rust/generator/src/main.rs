//! Prints the generated part of the client. `clients/generate` calls it, in the folder of the checkout.

fn main() -> Result<(), Box<dyn std::error::Error>> {
    print!("{}", thousandfold_client_generator::made_from(&std::fs::read_to_string("docs/openapi.json")?)?);
    Ok(())
}
