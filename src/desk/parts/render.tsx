import { renderToString } from 'preact-render-to-string';
import { Layout, type LayoutProps } from './layout.js';
import { ViewerProvider, type Viewer } from './viewer.js';

/** The whole page as one viewer sees it. */
export const renderPage = (props: LayoutProps, viewer: Viewer): string =>
  `<!doctype html>${renderToString(
    <ViewerProvider value={viewer}>
      <Layout {...props} />
    </ViewerProvider>,
  )}`;
