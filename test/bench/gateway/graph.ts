/** The four subgraphs, the data and the two queries of the published gateway benchmarks. */
export const SUBGRAPHS = ['accounts', 'inventory', 'products', 'reviews'] as const;
export type SubgraphName = (typeof SUBGRAPHS)[number];

const LINK = 'extend schema @link(url: "https://specs.apollo.dev/federation/v2.3", import: ["@key", "@external", "@requires", "@provides", "@shareable"])\n';

export const SDL: Readonly<Record<SubgraphName, string>> = {
  accounts: `${LINK}
    type Query { me: User user(id: ID!): User users: [User] }
    type User @key(fields: "id") { id: ID! name: String username: String @shareable birthday: Int }`,
  inventory: `${LINK}
    type Product @key(fields: "upc") {
      upc: String! weight: Int @external price: Int @external inStock: Boolean shippingEstimate: Int @requires(fields: "price weight")
    }`,
  products: `${LINK}
    type Query { topProducts(first: Int = 5): [Product] }
    type Product @key(fields: "upc") { upc: String! name: String price: Int weight: Int }`,
  reviews: `${LINK}
    type Review @key(fields: "id") { id: ID! body: String product: Product author: User @provides(fields: "username") }
    type User @key(fields: "id") { id: ID! username: String @external numberOfReviews: Int reviews: [Review] }
    type Product @key(fields: "upc") { upc: String! reviews: [Review] }`,
};

const range = (count: number) => Array.from({ length: count }, (_, index) => index);
const USERS = range(6).map((index) => ({ id: `u${index}`, name: `Name ${index}`, username: `user-${index}`, birthday: 1970 + index }));
const PRODUCTS = range(9).map((index) => ({ upc: `p${index}`, name: `Product ${index}`, price: 100 * (index + 1), weight: 50 + index, inStock: index % 2 === 0 }));
const REVIEWS = range(24).map((index) => ({
  id: `r${index}`, body: `What was thought of it, said in a sentence of some length, for the ${index}th time.`, upc: `p${index % 9}`, user: `u${index % 6}`,
}));

type Row = Readonly<Record<string, unknown>>;
const by = (rows: readonly Row[], key: string) => (told: Row) => rows.find((row) => row[key] === told[key]);
// Any id is somebody, so that a query with random ids finds an answer of the same size.
const userOf = ({ id }: Row) => ({ ...USERS[Number(String(id).slice(1)) % USERS.length], id });
const reviewsBy = ({ id }: Row) => REVIEWS.filter(({ user }) => user === `u${Number(String(id).slice(1)) % USERS.length}`);

export const RESOLVERS: Readonly<Record<SubgraphName, object>> = {
  accounts: {
    Query: { me: () => USERS[0], user: (_: unknown, asked: Row) => userOf(asked), users: () => USERS },
    User: { __resolveReference: userOf },
  },
  inventory: {
    Product: {
      __resolveReference: (told: Row) => ({ ...by(PRODUCTS, 'upc')(told), ...told }),
      shippingEstimate: ({ price, weight }: { price: number; weight: number }) => (price > 1_000 ? 0 : weight / 2 | 0),
    },
  },
  products: { Query: { topProducts: (_: unknown, { first }: { first: number }) => PRODUCTS.slice(0, first) }, Product: { __resolveReference: by(PRODUCTS, 'upc') } },
  reviews: {
    Review: {
      __resolveReference: by(REVIEWS, 'id'),
      product: ({ upc }: Row) => ({ upc }),
      author: ({ user }: Row) => ({ id: user, username: USERS.find(({ id }) => id === user)?.username }),
    },
    User: { __resolveReference: (told: Row) => told, numberOfReviews: (user: Row) => reviewsBy(user).length, reviews: reviewsBy },
    Product: { __resolveReference: (told: Row) => told, reviews: ({ upc }: Row) => REVIEWS.filter((review) => review.upc === upc) },
  },
};

export const NESTED = `
  fragment User on User { id username name }
  fragment Review on Review { id body }
  fragment Product on Product { inStock name price shippingEstimate upc weight }
  query Nested {
    users { ...User reviews { ...Review product { ...Product reviews { ...Review author { ...User reviews { ...Review product { ...Product } } } } } } }
    topProducts { ...Product reviews { ...Review author { ...User reviews { ...Review product { ...Product } } } } }
  }`;

export const SMALL = 'query Small($id: ID!) { user(id: $id) { id name username birthday reviews { id body product { upc name price weight } } } }';
